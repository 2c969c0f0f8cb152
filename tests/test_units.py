"""Which units a sentence names, each over its own words, and what each stands for."""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.mention import Context
from extractors.places import Place, named, place, places
from extractors.provinces import find_province
from extractors.units import find_units
from tests.marked import mark, unmark

HA_GIANG = Context(province="Tỉnh Hà Giang", issued_on=date(2024, 5, 28))
QUANG_TRI = Context(province="Tỉnh Quảng Trị", issued_on=date(2024, 3, 28))
TUYEN_QUANG_2025 = Context(province="Tỉnh Tuyên Quang", issued_on=date(2025, 9, 15))
SEED = Path(__file__).parents[2] / "shared" / "gold" / "seed"

SENTENCES = [
    # a place with its head
    "⟦Huyện Mèo Vạc⟧ chỉ đạo đảng viên đăng ký mô hình; ⟦huyện Quang Bình⟧ phát động phong trào",
    "Nhân dân các xã thuộc ⟦huyện Quang Bình⟧ của Chủ tịch Hồ Chí Minh",
    "trên địa bàn ⟦tỉnh Hà Giang⟧, ⟦thành phố Hà Giang⟧ và ⟦TP. Hồ Chí Minh⟧",
    "tại ⟦thị trấn Yên Bình⟧, ⟦huyện Quang Bình⟧, ⟦tỉnh Hà Giang⟧",
    "tại ⟦xã Cán Chu Phìn⟧ (⟦huyện Mèo Vạc⟧) và ⟦phường Nguyễn Trãi⟧",
    "⟦HUYỆN MÈO VẠC⟧ báo cáo",
    "dự toán ⟦UBND huyện⟧ giao; công việc xã giao",
    "tổ chức phi chính phủ; ⟦Đảng ủy Bộ Ngoại giao⟧; ⟦BCH Quân sự huyện Mèo Vạc⟧, ⟦Bộ GD&ĐT⟧ và ⟦TP.HCM⟧",
    # hamlets of a list, units of the army, a body that goes on with the list
    "ở các thôn: ⟦Nà Pia⟧, ⟦Mèo Chủa⟧; các bản: ⟦Khe Nà⟧ và ⟦Bãi Gạo⟧ đã họp; các ấp: ⟦Ấp 1⟧, ⟦Ấp 2⟧",
    "Chi bộ các thôn ⟦Nà Pia⟧, ⟦Mèo Chủa⟧ và các tổ dân phố ⟦1⟧, ⟦2⟧ và ⟦5⟧ của xã; các thôn 30a; các bản tin",
    "các bản ⟦Nà Pia⟧, ⟦Khe Lầu⟧ và ⟦Phiêng Mò⟧ ký cam kết; các làng ⟦Plei Bông⟧, ⟦Kon Rẫy⟧; các bản Tin, Thảo luận",
    "các thôn: Trưởng ⟦thôn Nguyễn Văn An⟧; các khu Công nghiệp Bình Vàng, Nam Giang; các thôn ĐBKK",
    "⟦Quân khu 2⟧, ⟦Bộ Tư lệnh Quân khu II⟧, ⟦Sư đoàn 316⟧ huấn luyện; ⟦Đảng ủy Sư đoàn 3⟧; ⟦Đoàn KTQP 338⟧",
    "Quân khu 2/2024; Sư đoàn 50 người, Trung đoàn 12 đồng chí; các Đồn Biên phòng; ⟦Đồn Biên phòng Lũng Cú⟧ phối hợp",
    "UBND các huyện: ⟦Bắc Mê⟧, ⟦Yên Minh⟧; các xã: ⟦Cán Chu Phìn⟧, ⟦Lũng Pù⟧; các huyện ủy: ⟦Mèo Vạc⟧",
    "⟦Đảng bộ Bệnh viện đa khoa vùng Tây Nguyên⟧; ⟦Bệnh viện đa khoa khu vực Hoàng Su Phì⟧, Bệnh viện đa khoa khu vực",
    "⟦UBND huyện Bắc Mê⟧, các xã: ⟦Yên Định⟧, ⟦Minh Ngọc⟧",
    "⟦Thường trực⟧, ⟦Ban Thường vụ Đảng ủy Khối⟧; ⟦Thường trực⟧, ⟦Ban Thường vụ Đảng ủy Quân sự tỉnh⟧ đã họp",
    "Một số cấp ủy chưa báo cáo Kết luận số 54-KL/TW, ngày 09/5/2023 như: ⟦Bắc Mê⟧, ⟦thành phố Hà Giang⟧; ⟦Huyện ủy⟧",
    "Các đơn vị làm tốt như: ⟦Mèo Vạc⟧, ⟦Yên Minh⟧, ⟦Thành phố⟧ đã ban hành; các đơn vị trúng thầu: Sao Mai, Mèo Vạc",
    # offices that no list has, up to whose they are
    "⟦Phòng Hậu cần Công an tỉnh⟧, ⟦Ban Khoa giáo Tỉnh ủy⟧, ⟦Vụ Kế hoạch - Tài chính Bộ Nội vụ⟧ phối hợp",
    "⟦Trung tâm Nuôi dưỡng người có công huyện Mèo Vạc⟧; ⟦Trạm Khuyến nông huyện⟧; ⟦Đội Quản lý trật tự đô thị huyện⟧",
    "Ban Giám đốc ⟦Công an tỉnh⟧ họp; Ban Biên tập Trang tin ⟦Ban Tuyên giáo Tỉnh ủy⟧; Phòng họp ⟦UBND tỉnh⟧",
    "Ban hành Kế hoạch của ⟦tỉnh Hà Giang⟧; vụ Đông Xuân toàn ⟦huyện Mèo Vạc⟧; Trung tâm ⟦huyện Mèo Vạc⟧",
    "Trưởng Phòng Nghiệp vụ làm việc với ⟦UBND huyện Mèo Vạc⟧; ⟦Phòng Nội vụ huyện⟧ trình ⟦UBND huyện⟧",
    "⟦Ban Chỉ đạo an sinh xã hội tỉnh⟧, ⟦Ban Chỉ đạo Dân số - Kế hoạch hóa gia đình tỉnh⟧ họp",
    "⟦Ban Chỉ đạo cấp tỉnh về phòng, chống tham nhũng, tiêu cực⟧; ⟦Ban Chỉ đạo cấp tỉnh xây dựng nông thôn mới⟧ họp",
    "các Đảng bộ ⟦Mèo Vạc⟧, ⟦Đồng Văn⟧; các Đảng ủy ⟦Công an tỉnh⟧, ⟦Quân sự tỉnh⟧; ⟦các Đảng bộ trực thuộc Tỉnh ủy⟧",
    "⟦Tỉnh ủy Quảng trị⟧, ⟦huyện Mèo vạc⟧, các huyện: ⟦Đồng văn⟧, ⟦Bắc mê⟧; ⟦huyện Quản Bạ⟧ đã báo cáo",
    "⟦Ủy ban Kiểm tra Đảng ủy Quân khu 2⟧, ⟦Đảng ủy Quân đoàn 1⟧ tổ chức; ⟦ĐUQS tỉnh⟧; ⟦Trung đoàn 877⟧.",
    "⟦Trường THPT Dân tộc nội trú tỉnh⟧, ⟦Trường PTDTBT THCS Sủng Trà⟧; ⟦Bệnh viện đa khoa khu vực huyện Yên Minh⟧",
    "⟦Chi ủy Chi bộ thôn Nà Pia⟧, ⟦xã Cán Chu Phìn⟧; ⟦TAND huyện Mèo Vạc⟧, TAND hai cấp; ⟦Toà án ND huyện Đồng Văn⟧",
    "⟦Đảng ủy Trường Đại học Tân Trào⟧ xin lùi thời gian; ⟦Đảng bộ Trường Cao đẳng Kỹ thuật⟧ chậm gửi báo cáo",
    "chuyển sang ⟦Ngân hàng Chính sách xã hội⟧ 12 tỷ đồng; ⟦NHCSXH huyện Mèo Vạc⟧; ⟦Ngân hàng Nhà nước⟧",
    # names that only their figures list
    "Gồm: ⟦Mèo Vạc⟧ 12 lớp, ⟦Yên Minh⟧ 10 lớp và ⟦Đồng Văn⟧ 08 lớp. Mèo Vạc 12 lớp, Yên Minh 10 lớp; Sao Mai 5 lớp",
    "⟦Cán Chu Phìn⟧ (34 nhà), ⟦Lũng Pù⟧ (29 nhà), ⟦Sủng Máng⟧ (27 nhà). Cán Chu Phìn 3, Yên Định 2, Bằng Lang 1 nhà",
    "⟦Phòng Tham mưu Công an tỉnh⟧; Phòng Kỹ thuật và ⟦Phòng Nội vụ huyện⟧; 02 Ban ⟦Hội đồng nhân dân huyện⟧ trình",
    "⟦Phòng Nội vụ - Lao động Thương binh và Xã hội huyện⟧; ⟦Sở Nội vụ⟧ - Cơ quan thường trực; ⟦phòng Tài chính huyện⟧",
    "⟦Chi cục Kiểm lâm vùng II⟧ và ⟦Chi cục Kiểm lâm⟧; theo ⟦UBND tỉnh Lào Cai⟧, Lào Cai có 9 huyện",
    "các xã: ⟦Lũng Pù⟧, ⟦Sủng Trà⟧ (⟦huyện Mèo Vạc⟧); ⟦Minh Ngọc⟧, ⟦Yên Định⟧ (⟦huyện Bắc Mê⟧ cũ); ⟦xã Tân Trịnh⟧",
    "Phó Bí Thư thường trực ⟦Tỉnh ủy⟧; chức danh xóm Trưởng; ⟦Tổng Cục Lâm nghiệp⟧; ⟦Trường Quân sự tỉnh⟧",
    "⟦Công đoàn cơ sở Hội Nông dân tỉnh⟧; ⟦Cty TNHH MTV Lâm nghiệp Sao Mai⟧; ⟦Công ty CP Sao Mai⟧ theo tiến độ",
    # lists
    "như các huyện: ⟦Bắc Mê⟧, ⟦Yên Minh⟧, ⟦Đồng Văn⟧ và ⟦Quản Bạ⟧ đã ban hành",
    "như huyện: ⟦Vị Xuyên⟧, ⟦Mèo Vạc⟧; Đảng ủy: ⟦Công an tỉnh⟧, ⟦Quân sự tỉnh⟧, ⟦Biên phòng tỉnh⟧.",
    "các huyện ⟦Bắc Mê⟧, ⟦Yên Minh⟧ và ⟦Đồng Văn⟧ đã triển khai",
    "⟦huyện Bắc Mê⟧ và ⟦Vị Xuyên⟧ đã triển khai; 03 ⟦huyện Bắc Mê⟧, ⟦Yên Minh⟧, ⟦Quản Bạ⟧",
    "các huyện: ⟦Quang Bình⟧, ⟦thành ủy Hà Giang⟧, ⟦Xín Mần⟧, ⟦Đảng ủy khối cơ quan - doanh nghiệp tỉnh⟧ (có biểu)",
    "các huyện: ⟦Bắc Mê⟧, ⟦Bắc Quang⟧, ⟦Yên Minh⟧...",
    "các huyện, thành phố: ⟦Hà Giang⟧, ⟦Vị Xuyên⟧, ⟦Bắc Quang⟧",
    "các huyện ⟦Vị Xuyên⟧, ⟦Quang Bình⟧, ⟦thành phố Hà Giang⟧, ⟦Xín Mần⟧ đã báo cáo",
    "các xã ⟦Cán Chu Phìn⟧, ⟦Lũng Pù⟧, ⟦huyện Mèo Vạc⟧",
    "UBND các huyện: ⟦Bắc Mê⟧, ⟦Yên Minh⟧",
    "Ban Tuyên giáo Huyện ủy: ⟦Bắc Mê⟧, ⟦Quản Bạ⟧; ⟦Trung tâm Chính trị huyện Yên Minh⟧",
    "các huyện ủy: ⟦Bắc Mê⟧, ⟦Mèo Vạc⟧",
    "Đảng ủy: ⟦Công an tỉnh⟧; ⟦Quân sự tỉnh⟧; ⟦Biên phòng tỉnh⟧; ⟦thành phố Hà Giang⟧",
    "các sở: ⟦Y tế⟧, ⟦Giáo dục và Đào tạo⟧, ⟦Nội vụ⟧; các Bộ: ⟦Tư pháp⟧, ⟦Tài chính⟧",
    "Đảng ủy ⟦Công an⟧, ⟦Quân sự⟧, ⟦Biên phòng tỉnh⟧",
    "với Đảng ủy: ⟦Công an tỉnh⟧, ⟦Bộ Chỉ huy Quân sự tỉnh⟧, ⟦Sở Thông tin - truyền thông⟧ về công tác",
    "⟦huyện Mèo Vạc⟧ 10 mô hình, ⟦Đồng Văn⟧ 5 mô hình; các huyện ⟦Yên Minh⟧ (3), ⟦Bắc Mê⟧ (2) đã đăng ký",
    "các huyện vùng cao phía Bắc (⟦Mèo Vạc⟧, ⟦Đồng Văn⟧); một số huyện như ⟦Bắc Mê⟧, ⟦Vị Xuyên⟧",
    "các huyện biên giới: ⟦Mèo Vạc⟧, ⟦Đồng Văn⟧; một số xã như: ⟦Cán Chu Phìn⟧, ⟦Lũng Pù⟧",
    "còn 02 huyện chưa hoàn thành (⟦Bắc Mê⟧, ⟦Yên Minh⟧); 03 huyện đạt dưới 50%: ⟦Đồng Văn⟧, ⟦Mèo Vạc⟧ và ⟦Quản Bạ⟧.",
    "263/263 xã và 06/07 huyện đạt chuẩn: ⟦Bắc Mê⟧, ⟦Yên Minh⟧; ⟦TW Hội LHPN Việt Nam⟧",
    "một số xã làm chưa tốt (⟦Cán Chu Phìn⟧, ⟦Lũng Pù⟧); có 02 ⟦thành ủy, huyện ủy⟧ sơ kết (⟦Hà Giang⟧, ⟦Vị Xuyên⟧)",
    "có 02 huyện được khen (Bắc Mê, Tiểu học Yên Minh); 03 xã họp tại Trường Trung học: Đồng Văn, Lạ Hoắc.",
    # a name that the register lacks is passed over, and a list ends what stands before it
    "các huyện ủy: Lạ Hoắc, ⟦Bắc Mê⟧, Mường Lạ, ⟦Yên Minh⟧; của ⟦Thủ tướng Chính phủ⟧ là Huyện ủy: ⟦Bắc Mê⟧",
    "của ⟦Thường trực Tỉnh ủy⟧ là Huyện ủy: ⟦Bắc Mê⟧, ⟦Yên Minh⟧; các huyện: Lạ Hoắc; ⟦huyện Bắc Mê⟧",
    # a list ends with its clause
    "các huyện: ⟦Bắc Mê⟧, ⟦Yên Minh⟧. Đồng Văn là tên một cao nguyên",
    "các huyện ⟦Bắc Mê⟧, ⟦Yên Minh⟧, Nguyễn Văn An dự hội nghị",
    "⟦huyện Đồng Văn⟧, Hà Giang và ⟦huyện Mèo Vạc⟧ - Hà Giang",
    "các huyện: ⟦Bắc Mê⟧ đạt 12 lớp, Yên Bái không tham gia",
    "⟦Huyện Vị Xuyên⟧, Quang Bình Minh là tên người",
    # Party committees and their bodies
    "⟦Ban Tuyên giáo Tỉnh ủy⟧ tham mưu cho ⟦Thường trực⟧, ⟦Ban Thường vụ Tỉnh ủy⟧ ban hành",
    "⟦Ban Tuyên giáo Huyện ủy Mèo Vạc⟧, ⟦Huyện uỷ Bắc Mê⟧, ⟦Thành uỷ Hà Giang⟧",
    "⟦Đảng bộ xã Cán Chu Phìn⟧ có 19 hộ; lịch sử ⟦Đảng bộ thị trấn Yên Bình⟧, ⟦Đảng bộ huyện Vị Xuyên⟧",
    "⟦Ban Chấp hành Đảng bộ tỉnh⟧, ⟦Ủy ban Kiểm tra Tỉnh ủy⟧, ⟦UBKT Huyện ủy Yên Minh⟧",
    "⟦Chi bộ thôn Nà Pia⟧, ⟦xã Cán Chu Phìn⟧; ⟦Chi bộ Trường Chính trị tỉnh⟧",
    "⟦Đảng ủy Khối các cơ quan và doanh nghiệp tỉnh⟧, ⟦Đảng ủy Quân sự tỉnh⟧, ⟦Đảng ủy UBND tỉnh⟧",
    "8 lời Bác Hồ căn dặn Đảng bộ và Nhân dân các dân tộc ⟦tỉnh Hà Giang⟧",
    "Bí thư ⟦Tỉnh ủy⟧ Đặng Văn Minh và Bí thư ⟦Huyện ủy Mèo Vạc⟧ Trần Văn Bình",
    "nghị quyết của ⟦Tỉnh ủy⟧, ⟦Huyện ủy⟧; kế hoạch của ⟦UBND tỉnh⟧, huyện",
    "cấp ủy, chi bộ, đảng bộ và đảng ủy các nơi",
    "Phó Bí thư Thường trực ⟦Tỉnh ủy⟧, Phó Chủ tịch Thường trực ⟦HĐND tỉnh⟧; ⟦Thường trực Tỉnh ủy⟧ kết luận",
    "Đảng bộ các xã: ⟦Cán Chu Phìn⟧, ⟦Tên Không Có⟧, ⟦Lũng Pù⟧, ⟦thị trấn Mèo Vạc⟧ đã triển khai",
    # agencies
    "⟦Ủy ban MTTQ huyện⟧, Huyện đoàn, ⟦Hội LHPN huyện⟧",
    "⟦Huyện ủy⟧, ⟦UBND huyện Mèo Vạc⟧; ⟦HĐND⟧, ⟦UBND tỉnh⟧; ⟦Thường trực HĐND huyện Đồng Văn⟧",
    "⟦Sở Giáo dục và Đào tạo⟧, ⟦Sở Lao động, Thương binh và Xã hội⟧, ⟦Sở VHTT&DL⟧",
    "⟦Báo Hà Giang⟧, ⟦Đài Phát thanh - Truyền hình tỉnh⟧, ⟦Công an tỉnh⟧, ⟦Công an huyện Yên Minh⟧",
    "⟦Trường Chính trị tỉnh Hà Giang⟧, ⟦Đoàn TNCS Hồ Chí Minh tỉnh⟧, ⟦Hội LHPN huyện Quản Bạ⟧",
    "⟦Bộ Chính trị⟧, ⟦Ban Bí thư Trung ương Đảng⟧, ⟦Thủ tướng Chính phủ⟧, ⟦Ban Tuyên giáo Trung ương⟧",
    "⟦Ban chỉ đạo 35 tỉnh⟧; ⟦Ban Chỉ đạo 389 huyện Vị Xuyên⟧",
    "thành viên ⟦Ban Chỉ đạo thông tin đối ngoại của Đảng bộ tỉnh⟧ xây dựng báo cáo",
    "⟦Ban Chỉ đạo phòng, chống tham nhũng, tiêu cực tỉnh⟧ họp; ⟦Đồn Biên phòng Thanh Thủy⟧, Trung ương",
    "⟦thôn Nà Pia⟧, ⟦xã Cán Chu Phìn⟧; ⟦tổ dân phố 5⟧, ⟦thị trấn Yên Bình⟧",
    # blocks and ministries of the Party, companies, schools and hospitals
    "⟦Đảng ủy Khối các cơ quan TW⟧; ⟦Đảng bộ Khối các cơ quan Trung ương⟧; ⟦BTV Đảng ủy Khối⟧, ⟦Đảng bộ Khối⟧",
    "Đảng ủy các Bộ: ⟦Y tế⟧, ⟦Tư pháp⟧; ⟦Đảng ủy Ngân hàng Nhà nước Việt Nam⟧; ⟦Ủy ban Kiểm tra Quân ủy Trung ương⟧",
    "⟦Đảng ủy Tập đoàn Điện lực Việt Nam⟧, ⟦Đảng ủy Tổng công ty Hàng hải Việt Nam⟧; Tổng công ty Hàng xuất khẩu lớn",
    "⟦Trường THPT Đồng Văn 2⟧ tổ chức; ⟦Chi bộ Trường Tiểu học Yên Biên⟧; ⟦Trường Cao đẳng Y tế⟧, các trường học",
    "⟦Bệnh viện Hữu nghị Việt Nam - Cu Ba⟧ đã; ⟦Công ty cổ phần Chè Hùng An⟧, bệnh viện tuyến trên, công ty có 9 người",
    "các sở, ban, ngành: ⟦Nội vụ⟧, ⟦Tài chính⟧, ⟦Công an tỉnh⟧; ⟦các sở, ban, ngành⟧ đã họp; ⟦Sở KH&ĐT⟧, ⟦BDV Tỉnh ủy⟧",
    "⟦các Đảng bộ trực thuộc Tỉnh ủy⟧; ⟦Huyện ủy huyện Mèo Vạc⟧; ⟦Đảng ủy UBND xã⟧, ⟦Đảng ủy các cơ quan Đảng tỉnh⟧",
    "⟦xóm 5⟧, ⟦xã Cán Chu Phìn⟧; ⟦khối Tân Tiến⟧, ⟦phường Nguyễn Trãi⟧; khối Dân vận, khối thi đua, khu vực Bắc Quang",
    "⟦Đảng ủy Mặt trận Tổ quốc, các đoàn thể tỉnh⟧; ⟦Chi cục Chăn nuôi và Thú y tỉnh⟧; ⟦Tổng công ty Điện lực tỉnh⟧",
    "⟦Báo và Phát thanh, Truyền hình Hà Giang⟧; ⟦UBMTTQVN huyện Mèo Vạc⟧, ⟦Cục THADS tỉnh⟧; thôn, xóm ĐBKK",
    "Một số địa phương tốt như: ⟦Mèo Vạc⟧, ⟦Yên Minh⟧…; 02 địa phương (⟦Bắc Mê⟧ và ⟦Vị Xuyên⟧); các địa phương: Lạ",
    "⟦Thành ủy⟧, ⟦Huyện ủy Mèo Vạc⟧, ⟦Đảng ủy Công an tỉnh⟧; ⟦Hội CTĐ tỉnh⟧; ⟦Ban Đại diện Hội NCT tỉnh⟧",
    # groups
    "tới 207 điểm cầu ⟦các huyện ủy, thành ủy⟧; ⟦các đảng ủy xã, phường, thị trấn⟧ trên địa bàn",
    "⟦Ban tuyên giáo các huyện và tương đương⟧; ⟦ban tuyên giáo các cấp⟧; ⟦Ban tuyên giáo cấp huyện và tương đương⟧",
    "⟦các sở, ban, ngành⟧; ⟦các sở, ban ngành⟧ về công tác khoa giáo; ⟦UBND các huyện, thành phố⟧ và ⟦Ban Chỉ đạo 35⟧",
    "⟦các tổ chức chính trị - xã hội các huyện, thành phố⟧; ⟦các ban xây dựng Đảng Huyện ủy⟧",
    "gửi ⟦ban tổ chức tỉnh ủy, thành ủy và tương đương⟧ phê duyệt",
    "(viết tắt là ⟦Ban tuyên giáo các huyện và tương đương⟧); ⟦ban tuyên giáo các huyện (và tương đương)⟧ đã báo cáo",
    # how real reports print them: a short form in brackets, «T.Ư», «TP.HCM», a hyphen before the next office
    "⟦Ủy ban Kiểm tra (UBKT) Huyện ủy Bắc Mê⟧, ⟦Bộ Chỉ huy Quân sự (CHQS) tỉnh⟧; Hội Nông dân (HND) phát động",
    "⟦UBKT T.Ư⟧, ⟦Ban Tổ chức T.Ư⟧ và ⟦Ban Nội chính TW⟧ đã kết luận; T. Ước dự họp",
    "⟦Thành ủy TP.HCM⟧, ⟦UBND TPHCM⟧ và ⟦Thành ủy TP. Hồ Chí Minh⟧ trao đổi kinh nghiệm với ⟦Công an TPHCM⟧",
    "Phó Bí thư ⟦Huyện ủy⟧ - Chủ tịch ⟦UBND huyện Bắc Mê⟧; Bí thư ⟦Tỉnh ủy⟧ – Trưởng ⟦Đoàn ĐBQH tỉnh⟧",
    "⟦Thường vụ Huyện ủy Bắc Mê⟧ phân công; Ủy viên ⟦Thường vụ Tỉnh ủy⟧; thường vụ các chi hội",
    # bodies of two places, branches, boards, bodies of the Union and of the armed forces
    "⟦Chi cục Thuế khu vực Bắc Quang - Quang Bình⟧; ⟦Cục Hải quan Lào Cai - Yên Bái⟧; ⟦Công an Mèo Vạc⟧ - Hà Giang",
    "⟦Ngân hàng Nhà nước tỉnh⟧, ⟦NHNN Việt Nam chi nhánh tỉnh Hà Giang⟧; ⟦Phòng giao dịch NHCSXH huyện Bắc Mê⟧",
    "phát triển nông thôn Hà Giang; ⟦Agribank Hà Giang⟧; ⟦Ngân hàng Nông nghiệp và Phát triển nông thôn Việt Nam⟧",
    "⟦Ban Chỉ đạo Chuyển đổi số tỉnh⟧, ⟦Ban Chỉ đạo Phòng, chống ma túy huyện Bắc Mê⟧; Ban Chỉ đạo đã báo cáo tỉnh",
    "Ban Chỉ đạo, tăng cường quản lý của huyện; Ban Chỉ đạo Trung ương, ⟦UBND xã Lũng Pù⟧; ⟦Ban Chỉ đạo 138 tỉnh⟧",
    "⟦Ban Bí thư Trung ương Đoàn⟧ và ⟦Ban Chấp hành Trung ương Hội Nông dân Việt Nam⟧; ⟦Ban Bí thư⟧ đã kết luận",
    "⟦Bộ đội Biên phòng tỉnh⟧ và ⟦Phòng Cảnh sát giao thông⟧ tuần tra; ⟦Đảng bộ Công an Trung ương⟧; Phòng Tham mưu",
    "⟦Viện kiểm sát nhân dân huyện⟧, ⟦Tòa án nhân dân⟧ và ⟦Chi cục Thi hành án dân sự⟧ phối hợp; Tòa án nhân dân",
    "⟦Viện kiểm sát quân sự các cấp⟧; số 3078/VPCP-NN; ⟦HĐND⟧, ⟦UBND các xã, thị trấn⟧",
    "dự họp có ⟦Thường trực HĐND⟧, lãnh đạo ⟦UBND tỉnh⟧",
    # lists of committees and places
    "Văn phòng Huyện ủy các huyện ⟦Bắc Mê⟧, ⟦Yên Minh⟧; ⟦Thường trực Huyện ủy các huyện⟧ trong cụm; ⟦Huyện ủy⟧ các nơi",
    "UBND ba huyện biên giới ⟦Mèo Vạc⟧, ⟦Đồng Văn⟧ và ⟦Yên Minh⟧; UBND 05 huyện; các xã nghèo ⟦Lũng Pù⟧, ⟦Lao Chải⟧",
    "một số huyện ủy như: ⟦Bắc Mê⟧, ⟦Yên Minh⟧, ⟦Thành phố⟧; các huyện ủy: ⟦Mèo Vạc⟧ và ⟦Thành phố⟧ đã họp",
    "⟦Đồn Biên phòng Thanh Thủy⟧ (⟦BĐBP tỉnh⟧); ⟦Trường THPT Đồng Văn⟧ (⟦huyện Đồng Văn⟧); ⟦Hải đoàn 11⟧",
    "cấp ủy, chính quyền ⟦xã Lũng Pù⟧; ⟦MTTQ và các đoàn thể xã Lũng Pù⟧; ⟦Đảng ủy⟧, ⟦HĐND⟧, ⟦UBND xã Lũng Pù⟧",
    "⟦Đảng ủy⟧, ⟦Bộ Chỉ huy Quân sự tỉnh⟧; ⟦THƯỜNG TRỰC HĐND TỈNH⟧ - ⟦ỦY BAN NHÂN DÂN TỈNH⟧; Đảng ủy, Nhà máy",
    "⟦UBND tỉnh, thành phố trực thuộc Trung ương⟧; UBND 6 tỉnh thành gồm ⟦Lào Cai⟧, ⟦Hải Phòng⟧; ⟦UBMTTQ VN tỉnh⟧",
    "⟦Đảng ủy Tổng công ty Đầu tư phát triển đường cao tốc Việt Nam⟧; Tổng công ty hàng đầu Việt Nam",
    "⟦Công an T.X Việt Yên⟧; ⟦Chi bộ cơ quan Huyện ủy Bắc Mê⟧, ⟦Đảng bộ cơ quan UBND huyện Bắc Mê⟧; chi bộ cơ quan",
    "các Bộ ⟦Tài chính⟧, ⟦Công Thương⟧ và các Bộ, ngành; các bộ luật; các Bộ trưởng; các Sở ⟦Tư pháp⟧, ⟦Nội vụ⟧",
    "⟦Ban Dân vận⟧, ⟦Hội LHPN⟧, ⟦Hội Nông dân huyện Bắc Mê⟧; ⟦Ủy ban MTTQ⟧, ⟦các đoàn thể chính trị - xã hội tỉnh⟧",
    "⟦Đảng ủy Khối Doanh nghiệp⟧, ⟦Đảng ủy Khối các cơ quan tỉnh⟧; ⟦Bệnh viện Mắt⟧; ⟦Bệnh viện Nhi Trung ương⟧",
    "⟦huyện miền núi Bắc Mê⟧, ⟦UBND huyện vùng cao Mèo Vạc⟧; ⟦huyện đảo Cô Tô⟧; huyện nghèo; huyện miền núi; xã đảo",
    "⟦các Sở Tư pháp⟧ chủ động; các xã vùng cao như ⟦xã Lũng Pù⟧ (Mèo Vạc), ⟦xã Yên Định⟧ (Bắc Mê); ⟦Hải đội 102⟧",
    "13 tỉnh, thành phố gồm: ⟦Bắc Giang⟧, ⟦Cần Thơ⟧, ⟦Đắk Lắk⟧; 05 huyện, thành phố: ⟦Bắc Mê⟧, ⟦Hà Giang⟧",
    "⟦Ban Thường vụ tỉnh, thành ủy trực thuộc Trung ương⟧; ⟦UBND các huyện, thành, thị⟧; ⟦các huyện, thành, thị ủy⟧",
    "thành lập ⟦đảng bộ cấp huyện⟧, ⟦đảng bộ cấp xã⟧; ⟦UBND tỉnh⟧, ⟦Thành ủy⟧ đã thống nhất",
    # a stretch of the country, and provinces that are not the document's own
    "ở các tỉnh, thành phố phía Nam từ ⟦Quảng Trị⟧ trở vào; các xã từ ⟦Cán Chu Phìn⟧ đến ⟦Lũng Pù⟧",
    "các tỉnh: ⟦Lào Cai⟧, ⟦Yên Bái⟧; các tỉnh, thành phố: ⟦Hải Phòng⟧, ⟦Tuyên Quang⟧",
    "các huyện chuyển đơn từ Mèo Vạc; các huyện nhận quà từ ⟦Sở Y tế⟧ trở về",
    # agencies of a numbered part of the country, and boards of a council
    "do ⟦Chi cục Thuế khu vực I⟧ và ⟦Chi cục Thuế doanh nghiệp lớn⟧; ⟦Tòa án nhân dân khu vực 5⟧; thuế khu vực ngoài",
    "thẩm tra của ⟦Ban Kinh tế - Ngân sách⟧, ⟦Ban Pháp chế HĐND tỉnh⟧; kinh tế - ngân sách",
    "Trang TTĐT của ⟦Đoàn ĐBQH⟧&⟦HĐND TP⟧; UBND TP, huyện; ⟦UBND TP⟧ đã chỉ đạo; về TP",
    "Cơ quan ⟦Ủy ban Kiểm tra Tỉnh ủy⟧",
    # what is no unit
    "Số: 234/BC-MTTQ-BTT; công văn số 12/CV-MTTQ",
    "học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh; Chủ tịch Hồ Chí Minh; mở Đường Hồ Chí Minh",
    "120 năm ngày sinh đồng chí Hoàng Đình Gióng; viết về Hà Giang; hình ảnh con người Hà Giang....",
    "nhóm zalo “Tuyên giáo Hà Giang”, fanpage “Miền cực Bắc”",
    "làm việc với Ban Tuyên truyền Thành ủy Bách Sắc, Đảng Cộng sản Trung Quốc",
    "giao lưu với tỉnh Vân Nam (Trung Quốc), huyện Bình Biên, Trung Quốc",
    "đời sống xã hội, hợp tác xã, thành phố thông minh, báo cáo, bản tin, ban hành văn bản",
    "cơ quan Thường trực các Ban Chỉ đạo; Bản tin Thông báo nội bộ; bản Kế hoạch số 5",
    "của tỉnh, của huyện và của xã; các huyện trong tỉnh; Bí thư chi bộ thôn, tổ dân phố tiêu biểu",
    "công tác dân vận, công an viên, hội nghị, hội thảo, sở hữu trí tuệ, phòng chống tham nhũng",
    "các huyện:\nBắc Mê là dòng sau",
    "⟦huyện Bắc Mê⟧\tYên Minh",
    "đồng chí Quang Bình, đồng chí Vị Xuyên",
]


@pytest.mark.parametrize("marked", SENTENCES)
def test_a_sentence_names_these_units_and_no_others(marked: str) -> None:
    text = unmark(marked)
    assert marked == mark(text, find_units(text, HA_GIANG))


def test_an_office_without_its_place_is_that_of_the_district_that_reports_and_later_of_its_commune() -> None:
    text = "Phòng Nội vụ chủ trì; các phòng: Tư pháp, Y tế; phòng dịch; Hạt Kiểm lâm"
    district = Context(province="Tỉnh Hà Giang", issued_on=date(2022, 10, 9), issuer="UBND huyện Mèo Vạc")
    assert [
        "Phòng Nội vụ huyện Mèo Vạc",
        "Phòng Tư pháp huyện Mèo Vạc",
        "Phòng Y tế huyện Mèo Vạc",
        "Hạt Kiểm lâm huyện Mèo Vạc",
    ] == [mention.value.name for mention in find_units(text, district)]
    commune = Context(province="Tỉnh Tuyên Quang", issued_on=date(2025, 10, 9), issuer="UBND xã Mèo Vạc")
    [office] = find_units("Phòng Kinh tế chủ trì", commune)
    assert "Phòng Kinh tế xã Mèo Vạc" == office.value.name
    assert [] == list(find_units("Phòng Nội vụ chủ trì", HA_GIANG))


def test_items_after_dang_uy_cac_bo_are_their_party_committees() -> None:
    found = find_units("Đảng ủy các Bộ: Y tế, Tư pháp; Quận ủy Quận 5", Context(province="Thành phố Hồ Chí Minh"))
    assert ["Đảng ủy Bộ Y tế", "Đảng ủy Bộ Tư pháp", "Quận ủy Quận 5"] == [mention.value.name for mention in found]


def test_localities_of_a_report_after_the_reform_are_communes_and_of_no_province_are_provinces() -> None:
    text = "các địa phương tích cực như: Lũng Cú, Sà Phìn; các địa phương dẫn đầu là: Thanh Hóa, Bắc Giang"
    assert ["Xã Lũng Cú", "Xã Sà Phìn"] == [one.value.name for one in find_units(text, TUYEN_QUANG_2025)]
    assert ["Tỉnh Thanh Hóa", "Tỉnh Bắc Giang"] == [one.value.name for one in find_units(text, Context())]


WARDS = [
    "Đảng ủy các phường ⟦4⟧, ⟦5⟧, ⟦Đông Giang⟧ đã họp; ⟦Đảng ủy các phường⟧ (12 phường)",
    "đối với Đảng ủy các phường: ⟦4⟧, ⟦Đông Lương⟧; các phường ⟦1⟧, ⟦3⟧, ⟦4⟧ tổ chức hội nghị",
    "các phường: ⟦1⟧; ⟦2⟧; ⟦3⟧; 4 hộ dân; các phường ⟦01⟧, ⟦02⟧ và ⟦03⟧ báo cáo; các phường ⟦1⟧, ⟦2⟧ và ⟦3⟧ kiến nghị",
    "của cử tri ⟦phường 2⟧; 02 kiến nghị; ⟦phường Đông Giang⟧; 04 kiến nghị; tại ⟦phường 1⟧, 02 kiến nghị",
    "bí thư: 2, chủ tịch HĐND: 2, chủ tịch UBND: 1, phó chủ tịch UBND: 5; Đảng ủy phường: ⟦1⟧, ⟦3⟧",
    "tại ⟦phường 2⟧, 3 hộ nghèo; ⟦phường 1⟧ và 12 hộ; ⟦phường 1⟧, ⟦2⟧ và ⟦3⟧; các phường ⟦1⟧, ⟦3⟧ và 5 tổ dân phố",
]


@pytest.mark.parametrize("marked", WARDS)
def test_a_number_in_a_list_of_wards_is_a_name_where_it_counts_nothing(marked: str) -> None:
    text = unmark(marked)
    assert marked == mark(text, find_units(text, QUANG_TRI))


def test_wards_of_one_list_lie_in_the_district_that_has_them_all() -> None:
    found = [mention.value for mention in find_units("các phường 1, 3 và Đông Giang", QUANG_TRI)]
    assert [("Phường 1", "VN45.461"), ("Phường 3", "VN45.461"), ("Phường Đông Giang", "VN45.461")] == [
        (value.name, value.unit_id.rpartition(".")[0]) for value in found
    ]


def test_a_ward_of_many_districts_is_that_of_the_district_whose_report_it_is() -> None:
    own, open_ = "THÀNH ỦY ĐÔNG HÀ\nBAN TUYÊN GIÁO\nvới phường 02", "TỈNH ỦY QUẢNG TRỊ\nvới phường 02"
    values = [list(find_units(text, QUANG_TRI))[-1].value for text in (own, open_)]
    assert [("Phường 2", "VN45.461.19342"), ("Phường 2", "")] == [(value.name, value.unit_id) for value in values]


UNITS = [
    # as written, unit_id, name, kind, place
    ("Huyện Mèo Vạc", "VN02.027", "Huyện Mèo Vạc", "district", "Huyện Mèo Vạc"),
    ("TP. Hà Giang", "VN02.024", "Thành phố Hà Giang", "district", "Thành phố Hà Giang"),
    ("tỉnh Hà Giang", "VN02", "Tỉnh Hà Giang", "province", "Tỉnh Hà Giang"),
    ("thành uỷ Hà Giang", "VN02.024/thanh-uy", "Thành ủy Hà Giang", "party_committee", "Thành phố Hà Giang"),
    ("Tỉnh ủy Hà Giang", "VN02/tinh-uy", "Tỉnh ủy", "party_committee", "Tỉnh Hà Giang"),
    ("Tỉnh ủy Lào Cai", "VN10/tinh-uy", "Tỉnh ủy Lào Cai", "party_committee", "Tỉnh Lào Cai"),
    ("ban tuyên giáo tỉnh uỷ", "VN02/ban-tuyen-giao-tinh-uy", "Ban Tuyên giáo Tỉnh ủy", "agency", "Tỉnh Hà Giang"),
    (
        "Ban Tuyên giáo Tỉnh ủy Hà Giang",
        "VN02/ban-tuyen-giao-tinh-uy",
        "Ban Tuyên giáo Tỉnh ủy",
        "agency",
        "Tỉnh Hà Giang",
    ),
    (
        "Ban Tuyên giáo huyện Mèo Vạc",
        "VN02.027/ban-tuyen-giao-huyen-uy",
        "Ban Tuyên giáo Huyện ủy Mèo Vạc",
        "agency",
        "Huyện Mèo Vạc",
    ),
    (
        "Đảng bộ xã Cán Chu Phìn",
        "VN02.027.00799/dang-bo-xa",
        "Đảng bộ xã Cán Chu Phìn",
        "party_committee",
        "Xã Cán Chu Phìn",
    ),
    ("Đảng ủy Công an tỉnh", "VN02/dang-uy-cong-an-tinh", "Đảng ủy Công an tỉnh", "party_committee", "Tỉnh Hà Giang"),
    ("Công an tỉnh", "VN02/cong-an-tinh", "Công an tỉnh", "agency", "Tỉnh Hà Giang"),
    (
        "UBND huyện Yên Minh",
        "VN02.028/uy-ban-nhan-dan-huyen",
        "Ủy ban nhân dân huyện Yên Minh",
        "agency",
        "Huyện Yên Minh",
    ),
    (
        "Sở Thông tin - truyền thông",
        "VN02/so-thong-tin-va-truyen-thong",
        "Sở Thông tin và Truyền thông",
        "agency",
        "Tỉnh Hà Giang",
    ),
    ("Báo Hà Giang", "VN02/bao", "Báo Hà Giang", "agency", "Tỉnh Hà Giang"),
    ("Bộ chính trị", "VN/bo-chinh-tri", "Bộ Chính trị", "party_committee", ""),
    ("Ban Bí thư Trung ương Đảng", "VN/ban-bi-thu", "Ban Bí thư", "party_committee", ""),
    ("Huyện ủy", "", "Huyện ủy", "party_committee", ""),
    ("Trung tâm Chính trị huyện", "", "Trung tâm Chính trị huyện", "agency", ""),
    (
        "Đảng ủy khối cơ quan - doanh nghiệp tỉnh",
        "VN02/dang-uy-khoi-co-quan-doanh-nghiep-tinh",
        "Đảng ủy Khối cơ quan - doanh nghiệp tỉnh",
        "party_committee",
        "Tỉnh Hà Giang",
    ),
]


@pytest.mark.parametrize(("written", "unit_id", "name", "kind", "place_name"), UNITS)
def test_a_name_stands_for_one_unit(written: str, unit_id: str, name: str, kind: str, place_name: str) -> None:
    [mention] = find_units(written, HA_GIANG)
    value = mention.value
    assert (unit_id, name, kind, place_name) == (value.unit_id, value.name, value.kind, value.place)


SPELLED = [
    ("huyện Mù Cang Chải", "VN15.137", "Huyện Mù Căng Chải"),
    ("huyện Việt Yên", "VN24.222", "Huyện Việt Yên"),  # raised in rank in 2024
    ("huyện Mỹ Lộc", "VN36.358", "Huyện Mỹ Lộc"),  # part of the city of Nam Định since 2024
    ("huyện Đakrông", "VN45.467", "Huyện Đa Krông"),
    ("huyện Đa Krong", "VN45.467", "Huyện Đa Krông"),
    ("huyện Krông Pắk", "VN66.654", "Huyện Krông Pắc"),
    ("huyện Ea H’leo", "VN66.645", "Huyện Ea H'leo"),
    ("HUYỆN CƯ M’GAR", "VN66.648", "Huyện Cư M'gar"),
    ("Huyện Ia H’Drai", "VN62.618", "Huyện Ia H' Drai"),
    ("huyện KonPlông", "VN62.613", "Huyện Kon Plông"),
    ("huyện Phú Quý", "VN60.602", "Huyện Phú Quí"),
    ("thị xã Sapa", "VN10.088", "Thị xã Sa Pa"),
    ("thành phố Phan Rang – Tháp Chàm", "VN58.582", "Thành phố Phan Rang-Tháp Chàm"),
    ("thị trấn Nông trường Trần Phú", "VN15.140.04627", "Thị trấn Nông trường Trần Phú"),
    ("thị trấn NT Trần Phú", "VN15.140.04627", "Thị trấn Nông trường Trần Phú"),
]


@pytest.mark.parametrize(("written", "unit_id", "name"), SPELLED)
def test_a_place_is_known_however_its_name_is_spelled(written: str, unit_id: str, name: str) -> None:
    assert [(written, unit_id, name)] == [
        (mention.text, mention.value.unit_id, mention.value.name) for mention in find_units(written, Context())
    ]


def test_what_is_elliptical_in_a_list_has_its_full_name() -> None:
    text = (
        "các thôn: Nà Pia, Mèo Chủa, xã Cán Chu Phìn; Chi bộ các thôn: Nà Pia, Mèo Chủa, xã Cán Chu Phìn; UBND các "
        "huyện: Bắc Mê; các xã: Lũng Pù; Thường trực, Ban Thường vụ Đảng ủy Quân sự tỉnh; các đơn vị như: Yên "
        "Minh, Thành phố."
    )
    assert [one.value.name for one in find_units(text, HA_GIANG)] == [
        "Thôn Nà Pia", "Thôn Mèo Chủa", "Xã Cán Chu Phìn", "Chi bộ thôn Nà Pia", "Chi bộ thôn Mèo Chủa",
        "Xã Cán Chu Phìn", "Ủy ban nhân dân huyện Bắc Mê", "Ủy ban nhân dân xã Lũng Pù",
        "Thường trực Đảng ủy Quân sự tỉnh", "Ban Thường vụ Đảng ủy Quân sự tỉnh", "Huyện Yên Minh",
        "Thành phố Hà Giang",
    ]  # fmt: skip
    army = [
        one.value.unit_id for one in find_units("Quân khu II, Quân khu 2, Sư đoàn 316, Tiểu đoàn 1, Đồn BP Lũng Cú")
    ]
    assert army == ["VN/quan-khu-2", "VN/quan-khu-2", "VN/su-doan-316", "", ""]


def test_the_city_of_hue_was_a_district_until_2025() -> None:
    of_2022 = Context(province="Tỉnh Thừa Thiên Huế", issued_on=date(2022, 5, 5))
    of_2025 = Context(province="Thành phố Huế", issued_on=date(2025, 3, 5))
    listed = [one.value.name for one in find_units("các huyện, thị xã, thành phố: Huế, Phong Điền, Phú Vang", of_2022)]
    assert listed == ["Thành phố Huế", "Thị xã Phong Điền", "Huyện Phú Vang"]
    old, new = (next(find_units("Thành ủy Huế", context)).value.unit_id for context in (of_2022, of_2025))
    assert (old, new) == ("VN46.474@1989/thanh-uy", "VN46/thanh-uy")


def test_two_communes_whose_names_differ_in_a_mark_only_stay_open() -> None:
    [mention] = find_units("xã Đăk Long", Context(province="Tỉnh Kon Tum", issued_on=date(2024, 5, 28)))
    assert ("", "Xã Đắk Long, Huyện Đắk Glei, Tỉnh Kon Tum; Xã Đăk Long, Huyện Đắk Hà, Tỉnh Kon Tum") == (
        mention.value.unit_id,
        mention.value.candidates,
    )


CITY_NAMES = [
    ("HĐND Thành phố", "Hội đồng nhân dân thành phố Hà Nội"),
    ("HĐND TP", "Hội đồng nhân dân thành phố Hà Nội"),
    ("Thường trực Hội đồng nhân dân Thành phố", "Thường trực Hội đồng nhân dân thành phố Hà Nội"),
    ("UBND thành phố Hà Nội", "Ủy ban nhân dân thành phố Hà Nội"),
    ("UBMTTQ Thành phố", "Ủy ban Mặt trận Tổ quốc Việt Nam thành phố Hà Nội"),
    ("Thường trực Thành uỷ", "Thường trực Thành ủy Hà Nội"),
    ("Thành ủy Hà Giang", "Thành ủy Hà Giang"),
    ("Huyện ủy Mèo Vạc", "Huyện ủy Mèo Vạc"),
    ("Huyện ủy", "Huyện ủy"),
    ("Tỉnh ủy Hà Giang", "Tỉnh ủy Hà Giang"),
    ("Ban Chấp hành Trung ương Đảng", "Ban Chấp hành Trung ương"),
    ("Văn phòng Trung ương Đảng", "Văn phòng Trung ương Đảng"),
    ("các Bộ: Tư pháp", "Bộ Tư pháp"),
]


@pytest.mark.parametrize(("written", "name"), CITY_NAMES)
def test_a_body_of_a_city_carries_its_name_also_where_the_citys_own_document_leaves_it_out(
    written: str, name: str
) -> None:
    context = Context(province="Thành phố Hà Nội", issued_on=date(2025, 6, 27))
    assert [name] == [mention.value.name for mention in find_units(written, context)]


def test_an_agency_of_a_numbered_region_belongs_to_no_province() -> None:
    [mention] = find_units("Toà án nhân dân khu vực 5", HA_GIANG)
    value = mention.value
    assert ("", "Tòa án nhân dân khu vực 5", "agency", "") == (value.unit_id, value.name, value.kind, value.place)


def test_a_court_of_a_numbered_region_is_its_provinces_since_the_reform() -> None:
    courts = find_units("Chi bộ Tòa án nhân dân khu vực 3; Chi cục Thuế khu vực VII", TUYEN_QUANG_2025)
    assert [(one.value.name, one.value.place) for one in courts] == [
        ("Chi bộ Tòa án nhân dân khu vực 3", "Tỉnh Tuyên Quang"),
        ("Chi cục Thuế khu vực VII", ""),
    ]


def test_the_cell_of_an_agency_is_that_of_the_district_whose_document_it_is() -> None:
    text = "Chi bộ Tòa án, Chi bộ Kho bạc Nhà nước đã họp; Chi bộ Trường THPT Mèo Vạc; tại Tòa án"
    of_district = replace(HA_GIANG, issuer="HUYỆN ỦY MÈO VẠC")
    assert [one.value.name for one in find_units(text, of_district)] == [
        "Chi bộ Tòa án nhân dân huyện Mèo Vạc",
        "Chi bộ Kho bạc Nhà nước huyện Mèo Vạc",
        "Chi bộ Trường Trung học phổ thông Mèo Vạc",
    ]
    assert [one.value.name for one in find_units("Chi bộ Tòa án đã họp", HA_GIANG)] == []


def test_the_block_of_a_report_is_the_one_that_issued_it() -> None:
    of_block = replace(HA_GIANG, issuer="ĐẢNG ỦY KHỐI CÁC CƠ QUAN TỈNH")
    text = "Ban Thường vụ Đảng ủy Khối, Ủy ban Kiểm tra Đảng ủy Khối và Đảng ủy Khối Doanh nghiệp tỉnh"
    assert [one.value.name for one in find_units(text, of_block)] == [
        "Ban Thường vụ Đảng ủy Khối các cơ quan tỉnh",
        "Ủy ban Kiểm tra Đảng ủy Khối các cơ quan tỉnh",
        "Đảng ủy Khối Doanh nghiệp tỉnh",
    ]
    assert [one.value.name for one in find_units("Đảng ủy Khối đã họp", HA_GIANG)] == ["Đảng ủy Khối"]


def test_items_of_a_list_of_provinces_are_provinces_and_not_their_cities() -> None:
    found = find_units("các tỉnh, thành phố: Lào Cai, Hải Phòng", HA_GIANG)
    assert ["Tỉnh Lào Cai", "Thành phố Hải Phòng"] == [mention.value.name for mention in found]


def test_the_enacting_words_mean_the_council_of_the_letterhead_and_bare_words_elsewhere_do_not() -> None:
    text = "HỘI ĐỒNG NHÂN DÂN\nTỈNH LÀO CAI\nHội đồng nhân dân ban hành Nghị quyết\nđược Hội đồng nhân dân ban hành sau"
    assert [("HỘI ĐỒNG NHÂN DÂN\nTỈNH LÀO CAI", "VN10"), ("Hội đồng nhân dân", "VN10")] == [
        (mention.text, mention.value.unit_id.partition("/")[0]) for mention in find_units(text, HA_GIANG)
    ]
    assert [] == list(find_units("Hội đồng nhân dân ban hành Nghị quyết", HA_GIANG))


def test_a_board_of_the_party_beside_bodies_of_a_district_is_its_committees() -> None:
    first = next(find_units("Ban Dân vận, Hội Nông dân huyện Bắc Mê", HA_GIANG))
    assert ("Ban Dân vận Huyện ủy Bắc Mê", "VN02.031/ban-dan-van-huyen-uy") == (first.value.name, first.value.unit_id)


def test_a_committee_before_its_command_or_its_commune_is_of_the_same() -> None:
    text = "Đảng ủy, Bộ Chỉ huy Quân sự tỉnh; Đảng ủy, UBND xã Lũng Pù; Đảng ủy, Ban Giám đốc Công an tỉnh"
    assert ["Đảng ủy Quân sự tỉnh", "Đảng ủy xã Lũng Pù", "Đảng ủy Công an tỉnh"] == [
        one.value.name for one in find_units(text, HA_GIANG) if one.text == "Đảng ủy"
    ]


def test_items_after_dang_uy_are_party_committees_and_a_command_stays_itself() -> None:
    text = "Đảng ủy: Công an tỉnh, Quân sự tỉnh, Bộ Chỉ huy Quân sự tỉnh"
    assert ["Đảng ủy Công an tỉnh", "Đảng ủy Quân sự tỉnh", "Bộ Chỉ huy Quân sự tỉnh"] == [
        mention.value.name for mention in find_units(text, HA_GIANG)
    ]


def test_a_town_in_a_list_of_party_organisations_of_communes_is_one_too() -> None:
    text = "Đảng bộ các xã: Cán Chu Phìn, thị trấn Mèo Vạc"
    assert ["Đảng bộ xã Cán Chu Phìn", "Đảng bộ thị trấn Mèo Vạc"] == [
        mention.value.name for mention in find_units(text, HA_GIANG)
    ]


def test_a_body_takes_the_owner_of_the_next_one() -> None:
    text = "Huyện ủy, HĐND, UBND huyện Mèo Vạc"
    assert ["Huyện ủy Mèo Vạc", "Hội đồng nhân dân huyện Mèo Vạc", "Ủy ban nhân dân huyện Mèo Vạc"] == [
        mention.value.name for mention in find_units(text, HA_GIANG)
    ]


def test_a_bare_huyen_uy_has_no_place_even_after_a_district() -> None:
    mentions = list(find_units("huyện Xín Mần hướng dẫn; báo cáo của Huyện ủy", HA_GIANG))
    assert ["Huyện Xín Mần", ""] == [mention.value.place for mention in mentions]


def test_a_name_of_several_communes_stays_open_with_its_candidates() -> None:
    [mention] = find_units("xã Tân Lập", Context())
    assert ("", "", "Xã Tân Lập") == (mention.value.unit_id, mention.value.place, mention.value.name)
    assert "Xã Tân Lập, Huyện Bắc Quang, Tỉnh Hà Giang" in mention.value.candidates.split("; ")


def test_the_district_beside_a_commune_tells_which_is_meant() -> None:
    text = "xã Tân Lập, huyện Bắc Quang; huyện Đan Phượng: xã Tân Lập"
    assert ["VN02.034.01159", "VN02.034", "VN01.273", "VN01.273.09820"] == [
        mention.value.unit_id for mention in find_units(text, Context())
    ]


def test_what_follows_a_semicolon_with_a_head_of_its_own_stands_for_itself() -> None:
    text = "UBND các huyện: Bắc Mê, Yên Minh; thành phố Hà Giang"
    assert ["Ủy ban nhân dân huyện Bắc Mê", "Ủy ban nhân dân huyện Yên Minh", "Thành phố Hà Giang"] == [
        mention.value.name for mention in find_units(text, HA_GIANG)
    ]


def test_the_province_of_the_text_tells_which_commune_is_meant() -> None:
    mentions = list(find_units("tỉnh Hà Giang có xã Tân Lập"))
    assert ["Tỉnh Hà Giang", "Xã Tân Lập"] == [mention.value.place for mention in mentions]


def test_after_july_2025_a_name_is_a_commune_of_the_new_province() -> None:
    text = "xã Mèo Vạc; các xã: Bắc Mê, Yên Minh; Ban Tuyên giáo và Dân vận Tỉnh ủy"
    assert [
        "VN08@2025.00769",
        "VN08@2025.00991",
        "VN08@2025.00820",
        "VN08@2025/ban-tuyen-giao-va-dan-van-tinh-uy",
    ] == [mention.value.unit_id for mention in find_units(text, TUYEN_QUANG_2025)]


def test_after_july_2025_an_old_district_and_province_keep_their_names() -> None:
    text = "huyện Mèo Vạc (cũ), Tỉnh ủy Hà Giang trước đây"
    assert [("VN02.027", "Huyện Mèo Vạc"), ("VN02/tinh-uy", "Tỉnh ủy Hà Giang")] == [
        (mention.value.unit_id, mention.value.name) for mention in find_units(text, TUYEN_QUANG_2025)
    ]


def test_a_short_name_that_the_document_defined_is_a_unit() -> None:
    context = Context(
        province="Tỉnh Hà Giang",
        short_names={
            "Ban tuyên giáo các huyện và tương đương": "Ban tuyên giáo các huyện ủy, thành ủy",
            "Tổ 35": "Ban Chỉ đạo 35",
        },
    )
    found = find_units("Ban Tuyên giáo các huyện và tương đương và tổ 35 đã báo cáo", context)
    assert [("group", "Ban Tuyên giáo các huyện và tương đương"), ("agency", "Tổ 35")] == [
        (mention.value.kind, mention.value.name) for mention in found
    ]


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        ("TỈNH ỦY HÀ GIANG\nBAN TUYÊN GIÁO\n*", ["Tỉnh ủy", "Ban Tuyên giáo Tỉnh ủy"]),
        ("HUYỆN ỦY MÈO VẠC\nỦY BAN KIỂM TRA\n", ["Huyện ủy Mèo Vạc", "Ủy ban Kiểm tra Huyện ủy Mèo Vạc"]),
        ("SỞ KHOA HỌC VÀ CÔNG\nNGHỆ\n", ["Sở Khoa học và Công nghệ"]),
        ("UBND XÃ CÁN CHU\nPHÌN\n", ["Ủy ban nhân dân xã Cán Chu Phìn"]),
        ("ỦY BAN NHÂN DÂN\nTỈNH HÀ GIANG\n", ["Ủy ban nhân dân tỉnh"]),
        ("BAN CHẤP HÀNH TRUNG ƯƠNG\nVĂN PHÒNG\n", ["Ban Chấp hành Trung ương", "Văn phòng Trung ương Đảng"]),
        ("UBND HUYỆN MÈO VẠC\nPHÒNG NỘI VỤ\n", ["Ủy ban nhân dân huyện Mèo Vạc", "Phòng Nội vụ huyện Mèo Vạc"]),
        ("Tỉnh ủy Hà Giang\nBan Tuyên giáo\n", ["Tỉnh ủy"]),
        ("Kính gửi: TỈNH ỦY HÀ GIANG\nBAN TUYÊN GIÁO\n", ["Tỉnh ủy"]),
    ],
)
def test_a_letterhead_of_two_lines_names_two_bodies(lines: str, names: list[str]) -> None:
    assert names == [mention.value.name for mention in find_units(lines, HA_GIANG)]


def test_an_address_binds_and_a_commune_elsewhere_stays_open() -> None:
    found = {
        text: [mention.value.unit_id for mention in find_units(text, Context())]
        for text in ("thị trấn Chợ Mới, huyện Chợ Mới, tỉnh Bắc Kạn", "xã Cán Chu Phìn và huyện Quang Bình")
    }
    assert {
        "thị trấn Chợ Mới, huyện Chợ Mới, tỉnh Bắc Kạn": ["", "VN06.065", "VN06"],
        "xã Cán Chu Phìn và huyện Quang Bình": ["VN02.027.00799", "VN02.035"],
    } == found


def test_a_bracket_or_an_address_elsewhere_tells_which_commune_is_meant() -> None:
    found = {
        text: [mention.value.unit_id for mention in find_units(text, Context())]
        for text in (
            "xã Tân Lập (Bắc Quang), xã Tân Lập (Đan Phượng)",
            "xã Tân Lập (Bắc Quang) tổ chức hội nghị; Đảng ủy xã Tân Lập chủ trì",
            "xã Tân Lập (Bắc Quang), xã Tân Lập (Đan Phượng); Đảng ủy xã Tân Lập chủ trì",
            "thị trấn Chợ Mới, huyện Chợ Mới, tỉnh Bắc Kạn; thị trấn Chợ Mới, huyện Chợ Mới, tỉnh An Giang; "
            "UBND thị trấn Chợ Mới chủ trì",
        )
    }
    assert [
        ["VN02.034.01159", "VN01.273.09820"],
        ["VN02.034.01159", "VN02.034.01159/dang-uy-xa"],
        ["VN02.034.01159", "VN01.273.09820", ""],
        ["", "VN06.065", "VN06", "VN89.893.30628", "VN89.893", "VN89", ""],
    ] == list(found.values())


def test_a_report_of_before_2025_knows_no_district_of_the_province_whose_code_its_own_took_over() -> None:
    context = Context(province="Tỉnh An Giang", issued_on=date(2022, 5, 28))
    assert [("VN89.892", "Huyện Châu Thành"), ("VN45.461/thanh-uy", "Thành ủy Đông Hà")] == [
        (mention.value.unit_id, mention.value.name)
        for mention in (
            *find_units("huyện Châu Thành", context),
            list(find_units("các huyện ủy: Gio Linh, Hướng Hóa, Thành phố", QUANG_TRI))[-1],
        )
    ]


def test_the_police_and_the_army_of_a_document_are_its_districts_or_communes() -> None:
    text = "Chi bộ Công an, Chi bộ Quân sự đã họp"
    district = replace(HA_GIANG, issuer="HUYỆN ỦY MÈO VẠC")
    commune = Context(province="Tỉnh Tuyên Quang", issued_on=date(2025, 10, 9), issuer="Đảng ủy xã Mèo Vạc")
    assert [
        ["Chi bộ Công an huyện Mèo Vạc", "Chi bộ Quân sự huyện Mèo Vạc"],
        ["Chi bộ Công an xã Mèo Vạc", "Chi bộ Quân sự xã Mèo Vạc"],
        [],
    ] == [[one.value.name for one in find_units(text, context)] for context in (district, commune, HA_GIANG)]


PRINTED = [
    # as printed, name, place
    ("Văn phòng Huyện ủy các huyện: Bắc Mê, Yên Minh", "Văn phòng Huyện ủy Yên Minh", "Huyện Yên Minh"),
    ("UBND ba huyện biên giới Mèo Vạc, Đồng Văn", "Ủy ban nhân dân huyện Đồng Văn", "Huyện Đồng Văn"),
    ("một số huyện ủy như: Bắc Mê, Thành phố", "Thành ủy Hà Giang", "Thành phố Hà Giang"),
    ("Thành ủy TPHCM", "Thành ủy Thành phố Hồ Chí Minh", "Thành phố Hồ Chí Minh"),
    ("UBKT T.Ư", "Ủy ban Kiểm tra Trung ương", ""),
    ("Ngân hàng Nhà nước tỉnh", "Ngân hàng Nhà nước chi nhánh tỉnh", "Tỉnh Hà Giang"),
    ("NHCSXH chi nhánh tỉnh", "Ngân hàng Chính sách xã hội tỉnh", "Tỉnh Hà Giang"),
    ("Chi cục Thuế khu vực Bắc Mê - Yên Minh", "Chi cục Thuế khu vực Bắc Mê - Yên Minh", "Tỉnh Hà Giang"),
    ("Cục Hải quan Lào Cai - Yên Bái", "Cục Hải quan Lào Cai - Yên Bái", ""),
    ("Bộ đội Biên phòng tỉnh", "Bộ đội Biên phòng tỉnh", "Tỉnh Hà Giang"),
    ("Đảng ủy Bộ đội Biên phòng (BĐBP) tỉnh", "Đảng ủy Biên phòng tỉnh", "Tỉnh Hà Giang"),
    ("VKSND huyện Bắc Mê, Tòa án nhân dân", "Tòa án nhân dân huyện Bắc Mê", "Huyện Bắc Mê"),
    ("Bệnh viện Phổi", "Bệnh viện Phổi", "Tỉnh Hà Giang"),
    ("Đảng ủy Tập đoàn Bưu chính Viễn thông Việt Nam", "Đảng ủy Tập đoàn Bưu chính Viễn thông Việt Nam", ""),
    ("Ban Dân vận, Hội Nông dân huyện Bắc Mê", "Hội Nông dân huyện Bắc Mê", "Huyện Bắc Mê"),
    ("MTTQ và các đoàn thể huyện Bắc Mê", "Mặt trận Tổ quốc huyện Bắc Mê", "Huyện Bắc Mê"),
    ("các huyện, thành, thị: Bắc Mê, Hà Giang", "Thành phố Hà Giang", "Thành phố Hà Giang"),
    ("các tỉnh, thành phố: Lào Cai, Bắc Giang", "Tỉnh Bắc Giang", "Tỉnh Bắc Giang"),
    ("các Đảng bộ huyện Mèo Vạc, TP Hà Giang", "Đảng bộ thành phố Hà Giang", "Thành phố Hà Giang"),
    ("các Đảng bộ huyện Mèo Vạc, Công an tỉnh", "Đảng bộ Công an tỉnh", "Tỉnh Hà Giang"),
    ("ban thường vụ các đảng ủy trực thuộc: Công an, Quân sự", "Ban Thường vụ Đảng ủy Quân sự tỉnh", "Tỉnh Hà Giang"),
    ("Ban Chỉ đạo cấp tỉnh về chuyển đổi số", "Ban Chỉ đạo chuyển đổi số tỉnh", "Tỉnh Hà Giang"),
    ("Phòng Hậu cần Công an tỉnh", "Phòng Hậu cần Công an tỉnh", "Tỉnh Hà Giang"),
    ("Trường THPT chuyên Hoa Lư", "Trường Trung học phổ thông chuyên Hoa Lư", ""),
    ("Trường PTDTBT THCS Sủng Trà", "Trường Phổ thông dân tộc bán trú Trung học cơ sở Sủng Trà", ""),
    ("Sở Tài chính - Vật giá", "Sở Tài chính - Vật giá", "Tỉnh Hà Giang"),
    ("Chi cục Kiểm lâm", "Chi cục Kiểm lâm", "Tỉnh Hà Giang"),
    ("Chi cục Kiểm lâm tỉnh", "Chi cục Kiểm lâm", "Tỉnh Hà Giang"),
    ("Cục Thi hành án dân sự tỉnh", "Cục Thi hành án dân sự tỉnh", "Tỉnh Hà Giang"),
    ("ĐUQS tỉnh", "Đảng ủy Quân sự tỉnh", "Tỉnh Hà Giang"),
    ("huyện Mèo vạc", "Huyện Mèo Vạc", "Huyện Mèo Vạc"),
]


def test_the_youth_union_of_a_district_is_called_without_its_name_in_the_districts_document() -> None:
    text = "Huyện đoàn đã ban hành kế hoạch; Thị đoàn, Tỉnh đoàn"
    found = find_units(text, replace(HA_GIANG, issuer="HUYỆN ỦY MÈO VẠC"))
    assert ["Huyện đoàn Mèo Vạc", "Tỉnh đoàn"] == [one.value.name for one in found]
    assert ["Tỉnh đoàn"] == [one.value.name for one in find_units(text, HA_GIANG)]


def test_a_court_without_its_place_is_that_of_the_district_that_reports() -> None:
    text = "Viện kiểm sát nhân dân, Tòa án nhân dân đã xét xử; Luật Tổ chức Tòa án nhân dân; Tòa án nhân dân hai cấp"
    found = find_units(text, replace(HA_GIANG, issuer="HUYỆN ỦY MÈO VẠC"))
    assert [
        "Viện kiểm sát nhân dân huyện Mèo Vạc",
        "Tòa án nhân dân huyện Mèo Vạc",
    ] == [one.value.name for one in found]
    assert not list(find_units(text, HA_GIANG))


@pytest.mark.parametrize(("text", "name", "place_name"), PRINTED)
def test_a_unit_as_reports_print_it_is_this_one(text: str, name: str, place_name: str) -> None:
    last = list(find_units(text, HA_GIANG))[-1].value
    assert (name, place_name) == (last.name, last.place)


def test_a_report_names_no_place_that_was_made_after_it() -> None:
    [mention] = find_units("xã Yên Minh", HA_GIANG)
    assert ("", "Xã Yên Minh") == (mention.value.unit_id, mention.value.name)


def test_a_district_that_was_raised_in_rank_keeps_the_name_of_its_time() -> None:
    context = Context(province="Tỉnh Thanh Hóa", issued_on=date(2019, 5, 28))
    text = "huyện Tĩnh Gia, Huyện ủy Tĩnh Gia; các huyện: Nga Sơn, Tĩnh Gia; thị xã Nghi Sơn"
    assert [
        ("VN38.407", "Huyện Tĩnh Gia"),
        ("VN38.407/huyen-uy", "Huyện ủy Tĩnh Gia"),
        ("VN38.401", "Huyện Nga Sơn"),
        ("VN38.407", "Huyện Tĩnh Gia"),
        ("VN38.407", "Thị xã Nghi Sơn"),
    ] == [(mention.value.unit_id, mention.value.name) for mention in find_units(text, context)]


def test_a_town_that_became_a_city_is_known_by_its_old_rank_in_its_own_province() -> None:
    context = Context(province="Tỉnh Tuyên Quang", issued_on=date(2008, 5, 28))
    assert [("VN08.070", "Thị xã Tuyên Quang"), ("VN08.070/thi-uy", "Thị ủy Tuyên Quang")] == [
        (mention.value.unit_id, mention.value.name)
        for mention in find_units("thị xã Tuyên Quang, Thị ủy Tuyên Quang", context)
    ]


def test_a_body_without_a_place_is_that_of_the_district_or_commune_whose_organ_issued_the_document() -> None:
    district = replace(HA_GIANG, issuer="Huyện ủy Mèo Vạc")
    text = "Ban Thường vụ Huyện ủy, UBND huyện; Tỉnh ủy, Thành ủy, UBND xã"
    assert [
        ("Ban Thường vụ Huyện ủy Mèo Vạc", "Huyện Mèo Vạc"),
        ("Ủy ban nhân dân huyện Mèo Vạc", "Huyện Mèo Vạc"),
        ("Tỉnh ủy", "Tỉnh Hà Giang"),
        ("Thành ủy", ""),
        ("Ủy ban nhân dân xã", ""),
    ] == [(mention.value.name, mention.value.place) for mention in find_units(text, district)]
    lines = "UBND HUYỆN MÈO VẠC\nPHÒNG NỘI VỤ\nKính trình UBND huyện"
    assert "Ủy ban nhân dân huyện Mèo Vạc" == list(find_units(lines, HA_GIANG))[-1].value.name
    commune = replace(HA_GIANG, issuer="Ủy ban nhân dân xã Cán Chu Phìn")
    text = "UBND xã. Đảng ủy báo cáo Huyện ủy; Đảng ủy Nhà máy Z; Ban Thường vụ Đảng ủy"
    assert [
        "Ủy ban nhân dân xã Cán Chu Phìn",
        "Đảng ủy xã Cán Chu Phìn",
        "Huyện ủy Mèo Vạc",
        "Ban Thường vụ Đảng ủy xã Cán Chu Phìn",
    ] == [mention.value.name for mention in find_units(text, commune)]


def test_the_bodies_of_a_city_keep_its_name() -> None:
    context = Context(province="Thành phố Hà Nội", issued_on=date(2025, 6, 27))
    assert ["Hội đồng nhân dân thành phố Hà Nội", "Thường trực Thành ủy Hà Nội", "Sở Y tế"] == [
        mention.value.name for mention in find_units("HĐND Thành phố, Thường trực Thành ủy, Sở Y tế", context)
    ]


WORDS = [
    *(": ", ", ", "; ", " và ", "\n", " (", ")", " ", ". ", "các ", "cấp ", "như "),
    *("huyện ", "Huyện ủy ", "thành phố ", "xã ", "tỉnh ", "Tỉnh ủy ", "TP. ", "thôn ", "bản ", "tổ dân phố "),
    *("Đảng ủy ", "Đảng bộ ", "Chi bộ ", "Thường trực ", "Ban Thường vụ ", "Ban Tuyên giáo ", "Văn phòng "),
    *("UBND ", "Sở ", "Y tế ", "Công an ", "Quân sự ", "Ban Chỉ đạo ", "35 ", "Báo ", "Trung ương ", "sở, ban, ngành "),
    *("Mèo Vạc", "Hà Giang", "Cán Chu Phìn", "Yên Bình", "Tân Lập", "Nà Pia", "Nguyễn Văn An", "5", "và tương đương"),
]


@given(
    st.lists(st.sampled_from(WORDS), max_size=12).map("".join), st.sampled_from([HA_GIANG, TUYEN_QUANG_2025, Context()])
)
@settings(max_examples=400, deadline=None)
def test_any_row_of_such_words_gives_ordered_mentions_that_cover_their_text(text: str, context: Context) -> None:
    end = 0
    for mention in find_units(text, context):
        assert end <= mention.start < mention.end
        assert text[mention.start : mention.end] == mention.text
        assert not set("\n\t") & set(mention.text)
        assert mention.value.name
        end = mention.end


def test_the_text_of_a_mention_is_what_its_span_covers() -> None:
    text = "Ở  huyện   Mèo Vạc và Tỉnh uỷ, các huyện: Bắc Mê,  Yên Minh"
    for mention in find_units(text, HA_GIANG):
        assert text[mention.start : mention.end] == mention.text
        assert mention.text == mention.text.strip()


@pytest.mark.parametrize(
    ("text", "province"),
    [
        ("TỈNH ỦY HÀ GIANG\nBAN TUYÊN GIÁO\ntheo tỉnh Lào Cai, tỉnh Lào Cai", "Tỉnh Hà Giang"),
        ("Hà Giang, ngày 28 tháng 5 năm 2024; tỉnh Yên Bái", "Tỉnh Hà Giang"),
        ("tỉnh Hà Giang và tỉnh Hà Giang, tỉnh Lào Cai", "Tỉnh Hà Giang"),
        ("THÀNH ỦY HẢI PHÒNG", "Thành phố Hải Phòng"),
        ("TỈNH UỶ HOÀ BÌNH", "Tỉnh Hòa Bình"),
        ("Thanh Hoá, ngày 28 tháng 5 năm 2024", "Tỉnh Thanh Hóa"),
        ("UBND TỈNH ĐĂK LĂK", "Tỉnh Đắk Lắk"),
        ("TỈNH BÀ RỊA-VŨNG TÀU", "Tỉnh Bà Rịa - Vũng Tàu"),
        ("tỉnh Hà Giang và tỉnh Lào Cai", None),
        ("BAN CHẤP HÀNH TRUNG ƯƠNG\nHà Nội, ngày 2 tháng 3; tỉnh Lào Cai", None),
        ("không nói tới nơi nào", None),
        ("HUYỆN ỦY QUỲNH LƯU: các huyện: Diễn Châu, Yên Thành", "Tỉnh Nghệ An"),
        ("huyện Mèo Vạc và huyện Quỳnh Lưu", None),
    ],
)
def test_the_letterhead_or_the_majority_tells_the_province(text: str, province: str | None) -> None:
    assert province == find_province(text)


def test_the_register_holds_both_eras_and_leads_from_the_old_to_the_new() -> None:
    kinds = Counter((one.kind, one.since_reform) for one in places())
    assert (23, 3321, 716) == (
        kinds["province", True],
        kinds["commune", True],
        kinds["district", False],
    )
    ended = {one.unit_id for one in places() if one.kind == "province" and one.valid_to == "2025-06-30"}
    assert 52 == len(ended)
    old, new = _known("VN02"), _known("VN08@2025")
    assert ("Tỉnh Hà Giang", ("VN08@2025",), "2025-06-30") == (old.name, old.successor_ids, old.valid_to)
    assert ("Tỉnh Tuyên Quang", "2025-07-01") == (new.name, new.valid_from)


def test_every_identifier_is_used_once_and_every_parent_and_successor_exists() -> None:
    everything = list(places())
    ids = Counter(one.unit_id for one in everything)
    assert [] == [unit_id for unit_id, count in ids.items() if count > 1]
    lost = {link for one in everything for link in (*one.successor_ids, one.parent_id) if link and link not in ids}
    assert set() == lost


def test_one_code_in_two_eras_is_two_units() -> None:
    [old] = named("mèo vạc", frozenset({"thị trấn"}), frozenset({"VN02"}))
    [new] = named("mèo vạc", frozenset({"xã"}), frozenset({"VN08@2025"}))
    assert ("VN02.027.00769", "VN08@2025.00769") == (old.unit_id, new.unit_id)
    assert (new.unit_id,) == old.successor_ids


@pytest.mark.skipif(not SEED.exists(), reason="the gold stands outside the repository")
def test_the_seed_names_each_unit_as_often_as_its_gold() -> None:
    text = re.sub("[*¹²³⁴⁵⁶⁷⁸⁹]", "", (SEED / "report.txt").read_text(encoding="utf-8"))
    with (SEED / "units.csv").open(encoding="utf-8", newline="") as file:
        gold = {row["unit"]: int(row["mentions"]) for row in csv.DictReader(file)}
    found: Counter[str] = Counter()
    for mention in find_units(text):
        found[mention.value.name if mention.value.name in gold else mention.value.place] += 1
    assert gold == {unit: found[unit] for unit in gold}


def _known(unit_id: str) -> Place:
    one = place(unit_id)
    assert one is not None
    return one
