"""Little reports with the findings expected under them: what agrees, what does not, and what must stay silent."""
# ruff: noqa: E501  (little reports are printed as reports are: a paragraph is a line)

from __future__ import annotations

import csv
import sys
from collections import Counter
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from pipeline.audit import CHECKS, Coverage, audit, coverage
from pipeline.audit.passages import passages
from pipeline.extract import extract
from pipeline.readers import read
from tests.little_reports import cases, extraction_of, findings_of, told

AGREE = """
# a breakdown by semicolons adds up
Ban Tuyên giáo tham mưu ban hành 16 văn bản, gồm: 04 báo cáo; 02 kế hoạch; 07 quyết định; 03 công văn (có biểu kèm theo).
=> match breakdown 16 văn bản: 16, 16

# a breakdown by commas adds up, the next statement after the semicolon is no part of it
Ban hành 16 văn bản, bao gồm 04 báo cáo, 02 kế hoạch, 07 quyết định và 03 công văn; tổ chức 05 hội nghị.
=> match breakdown 16 văn bản: 16, 16

# two measures of one list are added each on its own
Mở 11 lớp với 647 học viên, cụ thể: 09 lớp cho cán bộ, đảng viên với 534 học viên; 02 lớp khác với 113 học viên.
=> match breakdown 11 lớp: 11, 11
=> match breakdown 647 học viên: 647, 647

# figures with thousands' dots
Có 5.341 đại biểu, gồm: 3.000 đại biểu cấp tỉnh; 2.341 đại biểu cấp huyện.
=> match breakdown 5.341 đại biểu: 5341, 5341

# the list stands in blocks of its own
Ban hành 16 văn bản, gồm:
- 04 báo cáo;
- 02 kế hoạch;
- 10 công văn.
- Mở 3 lớp.
=> match breakdown 16 văn bản: 16, 16

# a breakdown in brackets without measures
Thi hành kỷ luật 15 đảng viên (khiển trách 10, cảnh cáo 04, khai trừ 01).
=> match breakdown 15 đảng viên: 15, 15

# a breakdown by units
Tổ chức 12 hội nghị, cụ thể: huyện Mèo Vạc 05 hội nghị, huyện Yên Minh 04 hội nghị, huyện Đồng Văn 03 hội nghị.
=> match breakdown 12 hội nghị: 12, 12

# «trong đó» that names all parts
Tổng ban hành 326 văn bản trong đó: Tham mưu cho cấp ủy 163 văn bản, Ban tuyên giáo các cấp ban hành 163 văn bản.
=> match breakdown 326 văn bản: 326, 326

# wards and townships counted together
Có 193 xã, phường, thị trấn, gồm: 175 xã, 05 phường, 13 thị trấn.
=> match breakdown 193 xã: 193, 193

# a part's own parts in brackets are not counted twice
Ban hành 16 văn bản, gồm: 04 báo cáo; 12 công văn (08 công văn chỉ đạo, 04 công văn hướng dẫn).
=> match breakdown 16 văn bản: 16, 16
=> match breakdown 12 công văn: 12, 12

# a subtotal with its own «gồm» is not counted twice
Mở 15 lớp, gồm: cấp tỉnh 05 lớp, gồm 02 lớp chuyên đề, 03 lớp nghiệp vụ; cấp huyện 10 lớp.
=> match breakdown 15 lớp: 15, 15
=> match breakdown 05 lớp: 5, 5

# numbered items
Trình Ban Thường vụ 03 văn bản, gồm: (1) Chương trình thực hiện Kết luận; (2) Kế hoạch tổng kết; (3) Xin chủ trương đón tiếp.
=> match enumeration 03 văn bản: 3, 3

# agencies by commas and a semicolon, the sentence goes on after the last
Ký kết 05 kế hoạch phối hợp các cơ quan: Sở Giáo dục và Đào tạo, Ngân hàng nhà nước, Sở Lao động Thương binh và Xã hội, Sở Y tế; Sở Văn hóa Thể thao và Du lịch về tuyên truyền, triển khai thực hiện các chương trình.
=> match enumeration 05 kế hoạch phối hợp: 5, 5

# names of places with «và»
Khảo sát tại 04 huyện: Mèo Vạc, Yên Minh, Đồng Văn và Quản Bạ.
=> match enumeration 04 huyện: 4, 4

# bullets that are counted
Đã tham mưu 03 nội dung, gồm:
- Kiện toàn Ban Chỉ đạo;
- Xây dựng quy chế phối hợp;
- Chuẩn bị hội nghị.
=> match enumeration 03 nội dung: 3, 3

# a note breaks two figures down
Tổ chức được 11 lớp đào tạo với 647 học viên[^4].
[^4]: Cụ thể: 09 lớp bồi dưỡng với 534 học viên; 02 lớp đảng viên mới với 113 học viên.
=> match footnote_total 11 lớp: 11, 11
=> match footnote_total 647 học viên: 647, 647

# the claim is a part of the note's own total
Tham mưu cho cấp ủy ban hành 163 văn bản lãnh, chỉ đạo[^1].
[^1]: Tổng ban hành 326 văn bản trong đó: Tham mưu cho cấp ủy 163 văn bản, Ban tuyên giáo các cấp ban hành 163 văn bản.
=> match footnote_total 163 văn bản: 163, 163
=> match breakdown 326 văn bản: 326, 326

# kinds of document in a note without a cue
Ban hành 16 văn bản chỉ đạo[^2].
[^2]: 04 báo cáo; 02 kế hoạch; 10 công văn.
=> match footnote_total 16 văn bản chỉ đạo: 16, 16

# two measures of honours in a note
Tặng bằng khen cho 16 tập thể, 31 cá nhân[^2].
[^2]: 01 tập thể và 02 cá nhân được Thủ tướng Chính phủ tặng; 15 tập thể, 29 cá nhân được Chủ tịch Ủy ban nhân dân tỉnh tặng.
=> match footnote_total 16 tập thể: 16, 16
=> match footnote_total 31 cá nhân: 31, 31

# before and after a merger
Ban hành 26 văn bản[^1].
[^1]: Trước sáp nhập 10 văn bản (04 báo cáo, 06 công văn); sau sáp nhập 16 văn bản (06 báo cáo, 10 công văn).
=> match footnote_total 26 văn bản: 26, 26
=> match breakdown 10 văn bản: 10, 10
=> match breakdown 16 văn bản: 16, 16

# documents named in a note
Đã ban hành 03 báo cáo gửi Thường trực Tỉnh ủy[^7]; tham mưu tổ chức hội nghị.
[^7]: Cụ thể: số 738-BC/BTGTU, ngày 26/4/2024 báo cáo tổng hợp; số 739-BC/BTGTU, ngày 02/5/2024 báo cáo nhận xét; số 740-BC/BTGTU, ngày 04/5/2024 báo cáo tuần.
=> match footnote_enumeration 03 báo cáo: 3, 3

# names in a note
Phát trực tiếp trên 4 trang[^9] chương trình hội nghị.
[^9]: Cụ thể: Trang Tuyên giáo Hà Giang, Hà Giang TV, Tỉnh đoàn Hà Giang, Thông tin Hà Giang
=> match footnote_enumeration 4 trang: 4, 4

# shares cut off and rounded
Có 17/31 chi bộ đạt 54,83 %; 17/31 chi bộ (54,8%) và 20 trong tổng số 30 xã, đạt 66,7%.
=> match percentage 54,83 %: 54.83, 54.83
=> match percentage 54,8%: 54.8, 54.8
=> match percentage 66,7%: 66.7, 66.7

# the share before its figures
Đạt 94,9% (1.234/1.300 đảng viên).
=> match percentage 94,9%: 94.9, 94.9

# approximations are intervals
Thu hút trên 280 lượt người, gồm: 150 lượt người ở xã; 133 lượt người ở huyện.
=> match breakdown trên 280 lượt người: 280, 283

# anniversaries
Tuyên truyền kỷ niệm 70 năm chiến thắng Điện Biên Phủ (7/5/1954-7/5/2024) và kỷ niệm 138 năm ngày Quốc tế lao động (01/5/1886-01/5/2024).
=> match anniversary 70 năm: 70, 70
=> match anniversary 138 năm: 138, 138

# reviews of a directive in its year
@ 2024-05-20
Xây dựng kế hoạch tổng kết 20 năm thực hiện Chỉ thị số 42-CT/TW, ngày 25/8/2004 của Ban Bí thư.
=> match anniversary 20 năm: 20, 20

# covered periods and a series
Ban hành báo cáo: số 740-BC/BTGTU, ngày 04/5/2024 báo cáo báo chí trong tuần (từ 26/4/2024-2/5/2024); số 742-BC/BTGTU, ngày 10/5/2024 báo cáo báo chí trong tuần (từ ngày 03/5/2024-09/5/2024).
=> match period 26/4/2024-2/5/2024
=> match period 03/5/2024-09/5/2024
=> match sequence 03/5/2024-09/5/2024

# terms
Thực hiện Kết luận số 100-KL/TW, ngày 18/8/2014 của Ban Bí thư khóa XI.
=> match term khóa XI

# a part is within its whole
Kết nạp 25 đảng viên, trong đó có 10 đảng viên nữ.
=> match part_of_whole 25 đảng viên: 25, 10

# one document twice with one date
Thực hiện Kết luận số 70-KL/TW, ngày 31/01/2024 về thể thao. Quán triệt Kết luận số 70-KL/TW, ngày 31/01/2024 của Bộ Chính trị.
=> match date_conflict Kết luận số 70-KL/TW

# the columns of a table
TT | Đơn vị | Số lớp | Học viên
1 | Mèo Vạc | 5 | 120
2 | Yên Minh | 4 | 1.080
3 | Đồng Văn | 3 | -
Tổng cộng | | 12 | 1.200
=> match table_total 12: 12, 12
=> match table_total 1.200: 1200, 1200

# kinds of document in a note that begins with a capital after the figure
Các cấp ban hành 42 văn bản[^1].
[^1]: 03 Nghị quyết, 12 kế hoạch, 05 báo cáo, 22 công văn.
=> match footnote_total 42 văn bản: 42, 42

# bare figures after names in a note
Kết nạp 25 đảng viên mới[^1].
[^1]: Huyện ủy Mèo Vạc: 10; Yên Minh: 8; Đồng Văn: 7.
=> match footnote_total 25 đảng viên mới: 25, 25

# the measure is said once, then only names and figures
Các cấp ban hành 63 văn bản[^1].
[^1]: Bắc Mê 20 văn bản, Yên Minh 25, Mèo Vạc 18.
=> match footnote_total 63 văn bản: 63, 63

# figures in brackets behind names
Tổ chức 09 buổi tuyên truyền[^1].
[^1]: Tại các xã: Sủng Máng (02 buổi), Lũng Chinh (03 buổi), Tát Ngà (04 buổi).
=> match footnote_total 09 buổi tuyên truyền: 9, 9

# a figure behind the anchor is in the note too
Tuyên truyền 30 buổi[^1] với 3.000 lượt người nghe; phát 500 tờ rơi[^2].
[^1]: Cấp tỉnh 10 buổi, 1.000 lượt người; cấp huyện 20 buổi, 2.000 lượt người.
[^2]: Tiếng Việt 300 tờ, tiếng Mông 200 tờ.
=> match footnote_total 30 buổi: 30, 30
=> match footnote_total 3.000 lượt người: 3000, 3000
=> match footnote_total 500 tờ rơi: 500, 500

# a later sentence of the note on some of them
Mở 11 lớp[^1].
[^1]: Cụ thể: 09 lớp bồi dưỡng; 02 lớp chuyên đề. Trong đó có 03 lớp trực tuyến.
=> match footnote_total 11 lớp: 11, 11

# documents by commas, one of them on another document
Ban hành 03 văn bản[^1].
[^1]: Công văn số 1201-CV/BTGTU, ngày 01/5/2024, Công văn số 1202-CV/BTGTU, ngày 02/5/2024 và Kế hoạch số 88-KH/BTGTU, ngày 03/5/2024 về thực hiện Kết luận số 70-KL/TW, ngày 31/01/2024.
=> match footnote_enumeration 03 văn bản: 3, 3

# persons named in a note
Biểu dương 03 đồng chí[^1].
[^1]: Các đồng chí: Nguyễn Văn An, Trần Thị Bình, Lê Văn Cường.
=> match footnote_enumeration 03 đồng chí: 3, 3

# the numbered list goes on in the next sentence
Thống nhất 03 nội dung: (1) Kiểm tra; (2) Giám sát. (3) Tổng hợp.
=> match enumeration 03 nội dung: 3, 3

# figures of one other measure that lead all items
Trao huy hiệu Đảng cho 15 đồng chí (01 huy hiệu 60 năm, 03 huy hiệu 50 năm, 11 huy hiệu 30 năm).
=> match breakdown 15 đồng chí: 15, 15

# men and women
Bồi dưỡng 250 quần chúng (nam 130, nữ 120).
=> match breakdown 250 quần chúng: 250, 250

# a total on top, shares that do not add up
TT | Đơn vị | Số lớp | Tỷ lệ %
Tổng số | | 12 | 100
1 | Mèo Vạc | 5 | 41,7
2 | Yên Minh | 7 | 58,4
=> match table_total 12: 12, 12

# the next sentence names the parts
Mở 16 lớp bồi dưỡng. Trong đó, cấp tỉnh mở 10 lớp, cấp huyện mở 06 lớp. Các lớp đều đạt yêu cầu.
=> match breakdown 16 lớp: 16, 16

# cases and the accused of the sentence before, each on its own
Khởi tố mới 21 vụ/40 bị can. Trong đó, 9 vụ/15 bị can về ma túy; 12 vụ/25 bị can về kinh tế.
=> match breakdown 21 vụ: 21, 21
=> match breakdown 40 bị can: 40, 40

# each bracket breaks down the figure before it
Kỷ luật 25 đảng viên (khiển trách 15, cảnh cáo 07, khai trừ 03) và 04 tổ chức đảng (khiển trách 03, cảnh cáo 01).
=> match breakdown 25 đảng viên: 25, 25
=> match breakdown 04 tổ chức đảng: 4, 4

# the forms of punishment after their figures
Kỷ luật 04 đảng viên (03 khiển trách, 01 cảnh cáo).
=> match breakdown 04 đảng viên: 4, 4

# a bracket behind the share of the figure that it breaks down
Có 950 người tham gia, chiếm 35% lao động, cao hơn 0,5% so với chỉ tiêu (trong đó, bắt buộc: 800 người, tự nguyện: 150 người).
=> match breakdown 950 người: 950, 950

# a bracket behind what a figure counts together
Có 80 ha lúa, hoa màu, cây trồng khác bị ngập (Bắc Mê 41, Yên Minh 39).
=> match breakdown 80 ha: 80, 80

# the name of a place ends in a word that often takes a number
Xảy ra 10 sự cố, gồm Bắc Ninh 2, Hải Phòng 3, Hà Nội 5.
=> match breakdown 10 sự cố: 10, 10

# a share in words
Có 20 trong tổng số 30 xã, đạt 66,7%; 413/419 (98,57%) chi bộ hoàn thành nhiệm vụ.
=> match percentage 66,7%: 66.7, 66.7
=> match percentage 98,57%: 98.57, 98.57

# a whole that is rounded
Ngập 317 ha lúa, gồm: Bắc Mê 142 ha; Yên Minh 171,5 ha; Quản Bạ 3,8 ha.
=> match breakdown 317 ha: 317, 317.3

# what belongs to a part is no part
Có 44 tổ chức cơ sở đảng (trong đó: 14 đảng bộ cơ sở, với 125 chi bộ trực thuộc và 30 chi bộ cơ sở).
=> match breakdown 44 tổ chức cơ sở đảng: 44, 44

# opinions, told more than once
Nhận được 39 lượt ý kiến. Trong đó có 13 ý kiến về chính sách; 22 ý kiến về giao thông; 04 ý kiến khác.
=> match breakdown 39 lượt ý kiến: 39, 39

# a column of rounded figures
TT | Đơn vị | Vốn
1 | Mèo Vạc | 12,25
2 | Yên Minh | 10,5
3 | Đồng Văn | 7,26
Tổng cộng | | 30
=> match table_total 30: 30, 30.01

# «trong đó» goes on behind a semicolon
Giao khoán 455 ha, với 38 hộ dân và 04 tổ chức; trong đó, vốn tỉnh 57 ha, vốn dịch vụ 398 ha. Xử lý 23 vụ; trong đó phá rừng 14 vụ.
=> match breakdown 455 ha: 455, 455
=> match part_of_whole 23 vụ: 23, 14

# turns, and the people who came
Tiếp 647 lượt công dân, trong đó: tiếp thường xuyên 147 lượt/325 người; tiếp định kỳ 500 lượt/761 người.
=> match breakdown 647 lượt công dân: 647, 647

# what rounding makes of an estimate
Thu ngân sách ước 150 tỷ đồng, gồm: thu nội địa 80,4 tỷ đồng; thu khác 70,3 tỷ đồng.
=> match breakdown ước 150 tỷ đồng: 150, 150.7

# communes in a note after the word for what they are
Có thêm 03 xã đạt chuẩn nông thôn mới[^1], nâng tổng số lên 12 xã.
[^1]: Gồm các xã: Yên Định, Minh Ngọc, Lạc Nông.
=> match footnote_enumeration 03 xã: 3, 3
"""

DIFFER = """
# one part too many, none explains it
Ban hành 16 văn bản, gồm: 04 báo cáo; 02 kế hoạch; 09 quyết định; 03 công văn.
=> mismatch breakdown 16 văn bản: 16, 18

# the same by commas
Ban hành 16 văn bản, gồm 04 báo cáo, 02 kế hoạch, 06 quyết định và 03 công văn; tổ chức 05 hội nghị.
=> mismatch breakdown 16 văn bản: 16, 15

# a note that leaves one class out of both totals
Tổ chức được 28 lớp đào tạo với 1862 học viên[^4].
[^4]: Cụ thể: 19 lớp bồi dưỡng với 1.500 học viên; 09 lớp đảng viên mới với 362 học viên; 01 lớp cập nhật kiến thức với 1580 học viên.
=> mismatch footnote_total 28 lớp: 28, 29
=> mismatch footnote_total 1862 học viên: 1862, 3442

# only one of two measures is wrong
Mở 11 lớp với 648 học viên, cụ thể: 09 lớp cho cán bộ với 534 học viên; 02 lớp khác với 113 học viên.
=> match breakdown 11 lớp: 11, 11
=> mismatch breakdown 648 học viên: 648, 647

# kinds of document in brackets
Ban hành 16 văn bản (04 báo cáo, 02 kế hoạch, 11 công văn).
=> mismatch breakdown 16 văn bản: 16, 17

# bare figures in brackets
Thi hành kỷ luật 15 đảng viên (khiển trách 10, cảnh cáo 05, khai trừ 01).
=> mismatch breakdown 15 đảng viên: 15, 16

# parts by unit
Tổ chức 12 hội nghị, gồm: huyện Mèo Vạc 05; huyện Yên Minh 04; huyện Đồng Văn 04.
=> mismatch breakdown 12 hội nghị: 12, 13

# bullets in blocks of their own
Ban hành 16 văn bản, gồm:
- 04 báo cáo;
- 02 kế hoạch;
- 11 công văn.
=> mismatch breakdown 16 văn bản: 16, 17

# «trong đó:» whose disjoint parts exceed the whole
Ban hành 16 văn bản, trong đó: 10 kế hoạch; 08 công văn.
=> mismatch breakdown 16 văn bản: 16, 18

# a nested subtotal that is wrong by itself
Mở 15 lớp, gồm: cấp tỉnh 05 lớp, gồm 02 lớp chuyên đề, 04 lớp nghiệp vụ; cấp huyện 10 lớp.
=> match breakdown 15 lớp: 15, 15
=> mismatch breakdown 05 lớp: 5, 6

# numbered items
Trình Ban Thường vụ 04 văn bản, gồm: (1) Chương trình; (2) Kế hoạch; (3) Tờ trình.
=> mismatch enumeration 04 văn bản: 4, 3

# fewer districts than said
Khảo sát tại 05 huyện: Mèo Vạc, Yên Minh, Quản Bạ.
=> mismatch enumeration 05 huyện: 5, 3

# documents named in a note
Đã ban hành 04 báo cáo gửi Thường trực Tỉnh ủy[^7]; tham mưu tổ chức hội nghị.
[^7]: Cụ thể: số 738-BC/BTGTU, ngày 26/4/2024 báo cáo tổng hợp; số 739-BC/BTGTU, ngày 02/5/2024 báo cáo nhận xét; số 740-BC/BTGTU, ngày 04/5/2024 báo cáo ngày.
=> mismatch footnote_enumeration 04 báo cáo: 4, 3

# names in a note
Phát trên 05 trang[^9].
[^9]: Cụ thể: Trang Tuyên giáo Hà Giang, Hà Giang TV, Tỉnh đoàn Hà Giang, Thông tin Hà Giang.
=> mismatch footnote_enumeration 05 trang: 5, 4

# a wrong share
Có 17/31 chi bộ đạt 58,83 %.
=> mismatch percentage 58,83 %: 58.83, 54.84

# a year typed wrong
@ 2024-05-20
Kỷ niệm 49 năm ngày giải phóng Miền Nam (30/4/1975 -30/4/2204).
=> mismatch anniversary 49 năm: 49, 229

# years that do not fit
@ 2024-05-20
Kỷ niệm 71 năm chiến thắng Điện Biên Phủ (7/5/1954-7/5/2024).
=> mismatch anniversary 71 năm: 71, 70

# the years agree, the days do not
@ 2024-05-20
Kỷ niệm 80 năm Ngày Tổng tuyển cử đầu tiên (01/01/1946-26/01/2026).
=> mismatch anniversary 80 năm

# a review of more years than the directive has
@ 2024-05-20
Xây dựng kế hoạch tổng kết 20 năm thực hiện Kết luận số 94-KL/TW, ngày 28/3/2014 của Ban Bí thư.
=> mismatch anniversary 20 năm: 20, 10

# a weekly report that covers days after its date, and its neighbour
Ban hành báo cáo: số 742-BC/BTGTU, ngày 10/5/2024 báo cáo báo chí trong tuần (từ ngày 03/5/2024-16/5/2024); số 743-BC/BTGTU, ngày 17/5/2024 báo cáo báo chí trong tuần (từ ngày 10/5/2024-16/5/2024).
=> mismatch period 03/5/2024-16/5/2024
=> match period 10/5/2024-16/5/2024
=> mismatch sequence 10/5/2024-16/5/2024

# a document dated after the report that cites it
@ 2024-05-20
Triển khai Quy định số 144-QĐ/TW ngày 09/6/2024 của Bộ Chính trị.
=> mismatch period Quy định số 144-QĐ/TW

# a day that no calendar has
Hội nghị tổ chức ngày 31/4/2024 tại tỉnh.
=> mismatch period 31/4/2024

# a date outside of the term
Thực hiện Kết luận số 49-KL/TW, ngày 10/5/2019 của Ban Bí thư khóa XI.
=> mismatch term khóa XI

# a part greater than its whole
Kết nạp 25 đảng viên, trong đó có 30 đảng viên nữ.
=> mismatch part_of_whole 25 đảng viên: 25, 30

# two dates of one document
Thực hiện Kết luận số 70-KL/TW, ngày 31/01/2024 về thể thao. Quán triệt Kết luận số 70-KL/TW, ngày 31/3/2024 của Bộ Chính trị.
=> mismatch date_conflict Kết luận số 70-KL/TW

# two issuers of one document
Thực hiện Chỉ thị số 05-CT/TW, ngày 15/5/2016 của Bộ Chính trị. Quán triệt Chỉ thị số 05-CT/TW, ngày 15/5/2016 của Ban Bí thư.
=> mismatch date_conflict Chỉ thị số 05-CT/TW

# the year in the sign and that of the date
Căn cứ Nghị định số 30/2020/NĐ-CP, ngày 05/3/2021 của Chính phủ.
=> mismatch date_conflict Nghị định số 30/2020/NĐ-CP

# the same figure twice
Như vậy, Ban Tuyên giáo đã phối hợp tổ chức được 28 lớp bồi dưỡng lý luận chính trị cho cán bộ cơ sở. Nhìn chung, Ban Tuyên giáo đã phối hợp tổ chức được 29 lớp bồi dưỡng lý luận chính trị cho cán bộ cơ sở.
=> mismatch repeated_figure 29 lớp: 29, 28

# a column of a table
TT | Đơn vị | Số lớp | Học viên
1 | Mèo Vạc | 5 | 120
2 | Yên Minh | 4 | 80
3 | Đồng Văn | 3 | 60
Tổng cộng | | 13 | 260
=> mismatch table_total 13: 13, 12
=> match table_total 260: 260, 260

# a row of a table whose other rows agree
TT | Đơn vị | Tổng số | Nam | Nữ
1 | Mèo Vạc | 12 | 7 | 5
2 | Yên Minh | 10 | 6 | 4
3 | Đồng Văn | 8 | 4 | 4
4 | Quản Bạ | 9 | 5 | 4
5 | Bắc Mê | 9 | 4 | 3
=> match table_total 12: 12, 12
=> match table_total 10: 10, 10
=> match table_total 8: 8, 8
=> match table_total 9: 9, 9
=> mismatch table_total 9: 9, 7

# far from what «trên» says
Thu hút trên 280 lượt người, gồm: 50 lượt người ở xã; 33 lượt người ở huyện.
=> mismatch breakdown trên 280 lượt người: 280, 83

# the forms of punishment do not add up
Kỷ luật 15 đảng viên (khiển trách 10, cảnh cáo 04, khai trừ 02); 03 tổ chức đảng (03 khiển trách, 01 cảnh cáo).
=> mismatch breakdown 15 đảng viên: 15, 16
=> mismatch breakdown 03 tổ chức đảng: 3, 4

# a semicolon ends the places, and another statement follows
Trồng mới 284 ha chè, gồm: xã Yên Định 92 ha, xã Minh Ngọc 64 ha, xã Lạc Nông 71 ha, xã Yên Cường 47 ha; Đảng ủy xã Lạc Nông xây dựng 02 mô hình.
=> mismatch breakdown 284 ha: 284, 274

# the same of classes
Mở 30 lớp, gồm: Mèo Vạc 12 lớp, Yên Minh 10 lớp, Đồng Văn 07 lớp; riêng huyện Bắc Mê chưa mở.
=> mismatch breakdown 30 lớp: 30, 29

# an estimate that its parts exceed
Sản lượng thủy sản ước 8.200 tấn[^1], đạt 46% kế hoạch.
[^1]: Khai thác 4.500 tấn; nuôi trồng 4.100 tấn.
=> mismatch footnote_total ước 8.200 tấn: 8200, 8600

# a commune too few in a note
Có thêm 06 xã đạt chuẩn nông thôn mới[^1], nâng tổng số lên 14 xã.
[^1]: Gồm các xã: Yên Định, Minh Ngọc, Lạc Nông, Yên Cường, Giáp Trung.
=> mismatch footnote_enumeration 06 xã: 6, 5
"""

TRAPS = """
# parts of another measure
Mở 28 lớp, gồm: 534 học viên là cán bộ; 113 học viên là đảng viên.

# «trong đó» that names only some parts
Ban hành 16 văn bản, trong đó có 04 báo cáo, 02 kế hoạch.
=> unverifiable breakdown 16 văn bản: 16, 6

# qualities of people that overlap
Kết nạp 25 đảng viên, trong đó: 15 đảng viên nữ; 12 đảng viên là người dân tộc thiểu số; 10 đảng viên là đoàn viên.
=> unverifiable breakdown 25 đảng viên: 25, 37

# qualities of people in brackets
Cử 20 đồng chí (05 đồng chí nữ, 10 đồng chí là người dân tộc) đi học.
=> unverifiable breakdown 20 đồng chí: 20, 15

# comparison with the year before
Kết nạp 120 đảng viên (đạt 60% kế hoạch; tăng 20 đảng viên so với cùng kỳ năm trước).

# the figures of other years are no parts
Mở 28 lớp (năm 2023: 20 lớp; năm 2022: 18 lớp).
=> unverifiable breakdown 28 lớp: 28, 38

# a list left open
Khảo sát tại 12 huyện: Mèo Vạc, Yên Minh, Quản Bạ...
=> unverifiable enumeration 12 huyện: 12, 3

# examples
Biểu dương 12 đơn vị, tiêu biểu như: Mèo Vạc, Yên Minh, Quản Bạ.

# examples in a note
Biểu dương 12 đơn vị[^1].
[^1]: Tiêu biểu: Mèo Vạc, Yên Minh, Quản Bạ.

# a list in which one item holds two
Trình 04 văn bản, gồm: (1) Kế hoạch tuyên truyền; Công văn hướng dẫn; (2) Báo cáo tuần; (3) Tờ trình.
=> unverifiable enumeration 04 văn bản: 4, 3

# topics are not the thing counted
Tổ chức 03 hội nghị với nội dung: Quán triệt Nghị quyết, Triển khai Kế hoạch.
=> unverifiable enumeration 03 hội nghị: 3, 2

# years and articles are no figures
Theo Điều 5, Điều 6 Quy định số 24-QĐ/TW, năm 2024 có 12 chi bộ, gồm các loại hình: cơ quan, trường học.

# a semicolon that opens a new statement
Ban hành 16 văn bản, gồm 04 báo cáo, 12 công văn; ban hành 05 kế hoạch khác.
=> match breakdown 16 văn bản: 16, 16

# a note on something else
Tổ chức 28 lớp[^1] cho cán bộ.
[^1]: Kế hoạch số 12-KH/BTGTU, ngày 02/01/2024.

# a note that gives one part
Mở 28 lớp với 1.862 học viên[^1].
[^1]: Trong đó 15 lớp với 900 học viên do cấp tỉnh mở.
=> match part_of_whole 28 lớp: 28, 15

# the note belongs to its own clause
Mở 28 lớp; ban hành 05 kế hoạch[^1]; tổ chức 12 hội nghị.
[^1]: 02 kế hoạch quý; 03 kế hoạch năm; mỗi kế hoạch một lớp.
=> match footnote_total 05 kế hoạch: 5, 5

# the exact measure claims the parts, not the wider one
Ban hành 12 văn bản, trong đó có 05 kế hoạch[^1].
[^1]: 02 kế hoạch về tuyên truyền; 03 kế hoạch về khoa giáo.
=> match part_of_whole 12 văn bản: 12, 5
=> match footnote_total 05 kế hoạch: 5, 5

# a date is no share
Tính đến ngày 17/5 đạt 54,8% kế hoạch; tổ chức ngày 3/5 được 90%.

# a share of a plan
Kết nạp 17/31 đảng viên, đạt 60% kế hoạch năm.
=> unverifiable percentage 60%: 60, 54.84

# a rise is no share
Có 17/31 chi bộ, tăng 5,2%.

# an approximate share
Có 17/31 chi bộ, đạt gần 55%.
=> match percentage gần 55%: 55, 55

# a review prepared a year ahead
@ 2024-05-20
Xây dựng kế hoạch tổng kết 10 năm thực hiện Chỉ thị số 05-CT/TW, ngày 15/5/2015 của Bộ Chính trị.
=> unverifiable anniversary 10 năm: 10, 9

# a review of years ago
@ 2024-05-20
Kết quả sau sơ kết 5 năm thực hiện Chỉ thị số 05-CT/TW, ngày 15/5/2016 của Bộ Chính trị được phát huy.
=> unverifiable anniversary 5 năm: 5, 8

# the two dates of an event
@ 2024-05-20
Kỷ niệm 70 năm Chiến dịch Điện Biên Phủ (13/3/1954 - 7/5/1954).
=> unverifiable anniversary 70 năm: 70, 0

# a plan lies ahead of its date
Kế hoạch số 12-KH/BTGTU, ngày 01/5/2024 tổ chức cuộc thi (từ ngày 10/5-20/6/2024).

# a month's report before the month ends, a gap in the numbers
Ban hành số 740-BC/BTGTU, ngày 04/5/2024 báo cáo báo chí trong tuần (từ 26/4/2024-2/5/2024); số 739-BC/BTGTU, ngày 04/5/2024 báo cáo báo chí tháng 4/2024 (từ ngày 01/4/2024-30/4/2024).
=> match period 26/4/2024-2/5/2024
=> match period 01/4/2024-30/4/2024

# the terms of other bodies
Nghị quyết số 12-NQ/TU, ngày 05/4/2024 của Ban Chấp hành Đảng bộ tỉnh khóa XVII; Luật số 45/2019/QH14 của Quốc hội khóa XIV.

# days of a congress
Thực hiện Nghị quyết số 01-NQ/TW, ngày 25/01/2016 của Ban Chấp hành Trung ương khóa XII.
=> match term khóa XII

# numbers begin again in each term
Chỉ thị số 01-CT/TW, ngày 22/3/2016 của Bộ Chính trị; Chỉ thị số 01-CT/TW, ngày 09/3/2021 của Bộ Chính trị.

# every district numbers its own
Kế hoạch số 12-KH/HU, ngày 05/3/2024 của Huyện ủy Mèo Vạc; Kế hoạch số 12-KH/HU, ngày 10/3/2024 của Huyện ủy Yên Minh.

# the same words about two districts
Huyện Mèo Vạc đã chỉ đạo phối hợp tổ chức được 28 lớp bồi dưỡng lý luận chính trị cho cán bộ cơ sở. Huyện Yên Minh đã chỉ đạo phối hợp tổ chức được 29 lớp bồi dưỡng lý luận chính trị cho cán bộ cơ sở.

# averages are no parts
Mở 10 lớp với 500 học viên (mỗi lớp 50 học viên).

# «tổ chức» and «tổ», «báo cáo viên» and «báo cáo» are different things
Có 12 tổ, gồm: 05 tổ chức đảng; 07 tổ chức đoàn. Có 10 báo cáo, gồm 04 báo cáo viên, 08 báo cáo viên cấp xã.

# a table goes on from the page before
TT | Đơn vị | Số lớp
7 | Mèo Vạc | 5
8 | Yên Minh | 4
Tổng cộng | | 30

# shares and years of a table do not add up
TT | Đơn vị | Năm | Tỷ lệ %
1 | Mèo Vạc | 2022 | 50
2 | Yên Minh | 2023 | 60
Tổng cộng | | 2024 | 55

# rows of two levels
TT | Đơn vị | Số lớp
I | Cấp tỉnh | 5
1 | Ban Tuyên giáo | 2
2 | Ban Tổ chức | 3
II | Cấp huyện | 7
1 | Mèo Vạc | 7
Tổng cộng | | 12
=> match table_total 12: 12, 12

# approximate figures that are somewhat apart
Thu hút trên 280 lượt người, gồm: 150 lượt người ở xã; 173 lượt người ở huyện.
=> unverifiable breakdown trên 280 lượt người: 280, 323

# a heading with a colon
Kết quả: tổ chức 05 lớp. Nội dung: 03 chuyên đề.

# a verb that the list of verbs may not hold
Kiểm tra 16 văn bản, gồm: 04 báo cáo; 02 kế hoạch; 10 công văn; bãi bỏ 03 văn bản.
=> match breakdown 16 văn bản: 16, 16

# statements that go on by commas
Ban hành 16 văn bản, gồm 04 báo cáo, 02 kế hoạch, 10 công văn, tổ chức 05 hội nghị, ban hành 03 thông báo.
=> match breakdown 16 văn bản: 16, 16

# two controls in one sentence
Kiểm tra 12 tổ chức đảng, gồm 04 đảng ủy, 08 chi bộ; giám sát 05 tổ chức đảng, gồm 02 đảng ủy, 03 chi bộ.
=> match breakdown 12 tổ chức đảng: 12, 12
=> match breakdown 05 tổ chức đảng: 5, 5

# shares of other things
Có 17/18 xã có độ che phủ rừng đạt 65%; có 17/18 xã có tỷ lệ hộ nghèo dưới 5%.
=> unverifiable percentage 65%: 65, 94.44
=> unverifiable percentage dưới 5%: 5, 94.44

# shares are no parts of a sum
Nhiều đơn vị có tỷ lệ cán bộ nữ cao hơn 15% như Bắc Giang: 15,09%; Lào Cai: 15,69%; Bắc Ninh: 15,69%.

# qualities after a semicolon
Tổng số 1.050 người, trong đó: cán bộ 120 người, công chức 230 người, viên chức 700 người; trình độ đại học 890 người.
=> match breakdown 1.050 người: 1050, 1050

# the years of a life
Kỷ niệm 110 năm ngày sinh đồng chí Nguyễn Văn A (1914 - 1968).
=> unverifiable anniversary 110 năm: 110, 54

# cumulative reports begin on one day
Gồm: số 10-BC/HU, ngày 05/5/2024 báo cáo thu ngân sách (từ ngày 01/01/2024-30/4/2024); số 15-BC/HU, ngày 05/6/2024 báo cáo thu ngân sách (từ ngày 01/01/2024-31/5/2024).
=> match period 01/01/2024-30/4/2024
=> match period 01/01/2024-31/5/2024

# the term of the document that is carried out
Kết luận số 21-KL/TW, ngày 25/10/2021 của Bộ Chính trị về thực hiện Nghị quyết Trung ương 4 khóa XII.

# results are not the meetings
Tổ chức 05 hội nghị, kết quả như sau: (1) Quán triệt Nghị quyết; (2) Triển khai kế hoạch.
=> unverifiable enumeration 05 hội nghị: 5, 2

# money in two units
Vốn 2 tỷ đồng, gồm: 1 tỷ đồng ngân sách; 0,5 tỷ đồng huyện; 500 triệu đồng xã hội hóa.
=> unverifiable breakdown 2 tỷ đồng: 2, 1.5

# a rule that leaves open how many there are
Thành lập Hội đồng thi nâng ngạch có 05 hoặc 07 thành viên, bao gồm:
a) Chủ tịch Hội đồng là người đứng đầu cơ quan;
b) Phó Chủ tịch Hội đồng là người phụ trách công tác cán bộ;
c) Thư ký Hội đồng là công chức của cơ quan.

# an item that stands for several
Kiện toàn Hội đồng có 07 thành viên, gồm: (1) Chủ tịch Hội đồng; (2) Phó Chủ tịch Hội đồng; (3) Các ủy viên Hội đồng.
=> unverifiable enumeration 07 thành viên: 7, 3

# a row with a number of its own is no total
TT | Nội dung | Năm 2023 | Năm 2024
1 | Tổng số văn bản ban hành | 30 | 45
2 | Số kế hoạch | 15 | 20
3 | Số hội nghị | 5 | 6

# a table of some of the units
TT | Xã | Hộ nghèo
1 | Sủng Máng | 120
2 | Lũng Chinh | 80
 | Toàn huyện | 1.250
=> unverifiable table_total 1.250: 1250, 200

# the next sentence names more than there are, and the kinds may overlap
Có 18 xã đạt chuẩn. Trong đó có 10 xã biên giới, 06 xã vùng cao, 05 xã trọng điểm.
=> unverifiable breakdown 18 xã: 18, 21

# the next sentence names some, or something else
Thu ngân sách đạt 110 tỷ đồng. Trong đó, thu nội địa 90 tỷ đồng, thu khác 15 tỷ đồng. Chi 24 tỷ đồng. Trong đó thu hồi 30 tỷ đồng, chi khác 02 tỷ đồng.

# «trong đó» may go back to the first figure
Tiếp nhận 21 lượt đơn, đã giải quyết 06 đơn, trong đó lưu 15 đơn không thuộc thẩm quyền.
=> unverifiable part_of_whole 06 đơn: 6, 15

# two bodies do the same, each on a line of its own
Lực lượng Kiểm lâm phát hiện, xử lý 78 vụ vận chuyển, mua bán trái phép lâm sản, động vật hoang dã; phạt 12 triệu đồng.
Đội Quản lý thị trường phát hiện, xử lý 08 vụ vận chuyển, mua bán trái phép lâm sản, động vật hoang dã; phạt 05 triệu đồng.

# a bracket that belongs to another statement
Tổ chức 03 hội nghị, tuyên truyền lưu động (Bắc Mê 12, Yên Minh 08).

# a name that ends in a number among bare figures
Xảy ra 13 sự cố, gồm: Bắc Mê 10, Tổ 7, Yên Minh 01.
=> unverifiable breakdown 13 sự cố: 13, 11

# rounding may explain the difference
Thu 12,5 tỷ đồng, gồm: thuế 5,2 tỷ đồng; đất 7,2 tỷ đồng. Chi 2.433 tỷ đồng, gồm: đầu tư 1.292 tỷ đồng; khác 1.140 tỷ đồng.
=> unverifiable breakdown 12,5 tỷ đồng: 12.5, 12.4
=> unverifiable breakdown 2.433 tỷ đồng: 2433, 2432

# a column whose cells are rounded
TT | Đơn vị | Vốn
1 | Mèo Vạc | 12,2
2 | Yên Minh | 10,5
3 | Đồng Văn | 7,2
Tổng cộng | | 30,0
=> unverifiable table_total 30,0: 30, 29.9

# some of the places in a bracket
Hỏng 81 chiếc thuyền (Bắc Mê 65, Yên Minh 10). Tặng quà theo 4 mức: 500.000, 600.000, 800.000 và 1.000.000 đồng.
=> unverifiable breakdown 81 chiếc: 81, 75

# what goes on after the semicolon in a measure of the same kind
Trồng mới 284 ha chè, gồm: Bắc Mê 92 ha, Yên Minh 64 ha, Mèo Vạc 71 ha; Đồng Văn 570.000 m2.
=> unverifiable breakdown 284 ha: 284, 227

# names in a note that are other things than what is counted
Có 06 mô hình[^1] đạt hiệu quả.
[^1]: Tại các xã: Yên Định, Minh Ngọc, Lạc Nông.
=> unverifiable footnote_enumeration 06 mô hình: 6, 3
"""


def rows(written: str) -> list[ParameterSet]:
    return [pytest.param(report, expected, id=name) for name, report, expected in cases(written)]


@pytest.mark.parametrize(("report", "expected"), rows(AGREE))
def test_figures_that_agree_are_found_to_agree(report: str, expected: list[str]) -> None:
    assert sorted(expected) == sorted(told(findings_of(report)))


@pytest.mark.parametrize(("report", "expected"), rows(DIFFER))
def test_figures_that_differ_are_mismatches(report: str, expected: list[str]) -> None:
    assert sorted(expected) == sorted(told(findings_of(report)))


@pytest.mark.parametrize(("report", "expected"), rows(TRAPS))
def test_traps_yield_no_mismatch(report: str, expected: list[str]) -> None:
    assert not any(line.startswith("mismatch") for line in expected), "a trap expects no mismatch"
    assert sorted(expected) == sorted(told(findings_of(report)))


def test_a_third_of_the_little_reports_are_traps() -> None:
    agree, differ, traps = (len(cases(text)) for text in (AGREE, DIFFER, TRAPS))
    assert agree + differ + traps >= 60
    assert 3 * traps >= agree + differ + traps


NOTE_FOUR = """
Tổ chức được 28 lớp đào tạo, bồi dưỡng với 1862 học viên[^4].
[^4]: Cụ thể: 19 lớp bồi dưỡng với 1.500 học viên; 09 lớp đảng viên mới với 362 học viên; 01 lớp cập nhật kiến thức với 1580 học viên.
"""


def test_the_part_left_out_is_named_and_explains_the_other_measure_too() -> None:
    by_claim = {finding.claim: finding for finding in findings_of(NOTE_FOUR)}
    people, classes = by_claim["1862 học viên"], by_claim["28 lớp"]
    assert people.explanation == (
        "3442 − 1580 = 1862: không tính «01 lớp cập nhật kiến thức với 1580 học viên» thì khớp. "
        "Cũng phần này giải thích số lớp (29 − 1 = 28)."
    )
    assert "1500 + 362 + 1580 = 3442 ≠ 1862" == people.arithmetic
    assert ("28", "29", "1") == (classes.expected, classes.found, classes.difference)
    assert "Cũng phần này giải thích số học viên (3442 − 1580 = 1862)" in classes.explanation


def test_a_finding_is_told_with_its_sentence_and_its_note() -> None:
    extraction = extraction_of(NOTE_FOUR)
    told_of = {passage.finding.claim: passage for passage in passages(extraction.document, audit(extraction))}
    people = told_of["1862 học viên"]
    assert "Tổ chức được 28 lớp đào tạo, bồi dưỡng với 1862 học viên." == people.sentence
    assert [("4", "Cụ thể: 19 lớp bồi dưỡng")] == [(note.mark, note.text[:24]) for note in people.notes]
    inside = extraction_of("Ban hành 16 văn bản, gồm: 04 báo cáo; 12 công văn.")
    (passage,) = passages(inside.document, audit(inside))
    assert () == passage.notes


EXPLAINED = [
    # two parts may each have been left out: both are named
    ("Ban hành 16 văn bản, gồm: 02 báo cáo; 02 kế hoạch; 14 công văn.", "một trong các cách sau"),
    # the claim with two digits swapped
    ("Ban hành 61 văn bản, gồm: 04 báo cáo; 02 kế hoạch; 10 công văn.", "61 thay vì 16 (đảo hai chữ số)"),
    # a digit lost in a part
    ("Có 1.862 đại biểu, gồm: 1.500 đại biểu cấp tỉnh; 36 đại biểu cấp huyện.", "36 thay vì 362 (thiếu một chữ số)"),
    # nothing explains it
    ("Ban hành 16 văn bản, gồm: 04 báo cáo; 02 kế hoạch; 12 quyết định; 03 công văn.", "không có một phần nào"),
]


@pytest.mark.parametrize(("report", "words"), EXPLAINED)
def test_a_mismatch_says_what_would_explain_it(report: str, words: str) -> None:
    (finding,) = findings_of(report)
    assert "mismatch" == finding.verdict
    assert words in finding.explanation


def test_a_year_typed_wrong_is_guessed() -> None:
    (finding,) = findings_of("@ 2024-05-20\nKỷ niệm 49 năm ngày giải phóng Miền Nam (30/4/1975 -30/4/2204).")
    assert "có lẽ là 2024 (đảo hai chữ số)" in finding.explanation


def test_a_number_left_out_of_a_series_is_information() -> None:
    report = (
        "Gồm: số 740-BC/BTGTU, ngày 04/5/2024 báo cáo báo chí trong tuần (từ 26/4/2024-2/5/2024); "
        "số 742-BC/BTGTU, ngày 10/5/2024 báo cáo báo chí trong tuần (từ ngày 03/5/2024-09/5/2024)."
    )
    (finding,) = [finding for finding in findings_of(report) if finding.rule == "sequence"]
    assert "match" == finding.verdict
    assert "Số 741 không có trong danh sách" in finding.explanation


def covered(report: str) -> Coverage:
    extraction = extraction_of(report)
    return coverage(extraction, audit(extraction))


def test_coverage_tells_how_much_could_be_checked() -> None:
    checkable = covered("Ban hành 16 văn bản, gồm: 04 báo cáo; 02 kế hoạch; 11 công văn. Mở 3 lớp.")
    nothing = covered("Mở 3 lớp với 50 học viên.")
    assert Coverage(stated=5, checked=4, held=0, wrong=1) == checkable
    assert Coverage(stated=2) == nothing
    assert Coverage(7, 4, 0, 1) == checkable + nothing
    assert "Báo cáo nêu 5 số liệu; kiểm tra được 4: 1 không khớp, 3 là phần của số không khớp." == checkable.told
    assert "Báo cáo nêu 2 số liệu; không có số nào kiểm tra được." == nothing.told


def test_a_subtotal_that_holds_holds_within_a_wrong_total_too() -> None:
    within = covered("Ban hành 17 văn bản, gồm: 04 báo cáo; 12 công văn (08 công văn chỉ đạo, 04 công văn hướng dẫn).")
    # 17 is wrong; the 4 reports cannot be judged; the 12 letters are the sum of their own parts
    assert Coverage(stated=5, checked=5, held=3, wrong=1) == within


def test_a_wrong_subtotal_is_wrong_within_a_total_that_holds() -> None:
    within = covered("Ban hành 16 văn bản, gồm: 04 báo cáo; 12 công văn (08 công văn chỉ đạo, 05 công văn hướng dẫn).")
    assert (2, 1, 2) == (within.held, within.wrong, within.parts)


@pytest.mark.parametrize("name", ["report.pdf", "report-mixed-fonts.pdf", "report.docx"])
def test_the_seed_has_its_six_mismatches_and_its_matches(name: str, shared: Path) -> None:
    with (shared / "gold" / "seed" / "audits.csv").open(encoding="utf-8") as file:
        gold = list(csv.DictReader(file))
    findings = audit(extract(read(shared / "corpus" / "seed" / name)))

    def keys(verdict: str) -> Counter[tuple[str, str, str]]:
        return Counter((row["rule"], row["expected"], row["actual"]) for row in gold if row["verdict"] == verdict)

    found = Counter((f.rule, f.expected, f.found) for f in findings if f.verdict == "mismatch")
    matched = Counter((f.rule, f.expected, f.found) for f in findings if f.verdict == "match")
    assert keys("mismatch") == found
    assert Counter() == keys("match") - matched
    explained = {f.claim: f.explanation for f in findings}
    assert "không tính «01 lớp bồi dưỡng cập nhật kiến thức cho cán bộ" in explained["1862 học viên"]


def test_no_check_imports_another() -> None:
    files = {check.__module__: Path(sys.modules[check.__module__].__file__ or "") for check in CHECKS}
    crossing = [
        (module, other)
        for module, file in files.items()
        for other in files
        if other != module and f"from {other} import" in file.read_text(encoding="utf-8")
    ]
    assert [] == crossing
