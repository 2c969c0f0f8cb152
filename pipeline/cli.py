"""The command `baocao`: arguments and printing, «baocao ingest corpus/reports»."""

# ruff: noqa: PLC0415
from __future__ import annotations

import argparse
import getpass
import os
import sys
from collections.abc import Callable, Sequence

from pipeline.messages import RefusedError, Words, printable
from pipeline.statuses import DECIDED
from pipeline.terminal.accounts import add_accounts
from pipeline.terminal.arguments import WRONG_USE, Parser, add_reading, port, positive, reading_of
from pipeline.terminal.commands import add_questions
from pipeline.terminal.correcting import add_correcting
from pipeline.terminal.diff import add_diff
from pipeline.terminal.reports import the_report
from pipeline.terminal.series import add_series
from pipeline.terminal.watch import add_watch
from pipeline.terminal.writing import writing_to
from pipeline.terminal.year import add_year

DONE, FOUND, SOME_UNREAD, INTERRUPTED = 0, 1, 3, 130

DEFAULT_STORE = "sqlite:///outputs/baocao.db"


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit status."""
    given = list(sys.argv[1:] if argv is None else argv)
    words = Words("en" if _language(given) == "en" else "vi")
    args = _parser(words).parse_args(given)
    command: Callable[[argparse.Namespace, Words], int] = args.run
    try:
        return command(args, words)
    except RefusedError as error:
        _say(f"baocao: {printable(error.told(words))}")
        return WRONG_USE
    except KeyboardInterrupt:
        _say(words("Đã dừng. Những báo cáo đã đọc xong vẫn còn trong kho; chạy lại lệnh để đọc tiếp."))
        return INTERRUPTED
    except BrokenPipeError:  # `baocao status | head` has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


def _language(given: Sequence[str]) -> str:
    """The language has to be known before the help can be written."""
    for at, word in enumerate(given):
        if word == "--lang" and at + 1 < len(given):
            return given[at + 1]
        if word.startswith("--lang="):
            return word.removeprefix("--lang=")
    return "vi"


def _parser(words: Words) -> argparse.ArgumentParser:
    parser = Parser(
        prog="baocao", description=words("Đọc báo cáo của cơ quan Đảng, Nhà nước thành bảng số liệu."), words=words
    )
    parser.add_version()
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    def command(name: str, run: Callable[[argparse.Namespace, Words], int], told: str) -> Parser:
        made = commands.add_parser(name, help=words(told), description=words(told), words=words)
        _add_shared(made, words, as_json=name not in ("export", "serve"))
        made.set_defaults(run=run)
        return made

    _add_ingest(command("ingest", _ingest, "nạp tệp và thư mục (kể cả thư mục con)"), words)
    add_watch(command, words)
    status = command("status", _status, "đã nạp những gì, chưa nạp được gì và vì sao")
    status.add_argument("--failed", action="store_true", help=words("chỉ liệt kê các tệp chưa đọc được"))
    command("verify", _verify, "soát kho: có hỏng, có thiếu, tệp gốc có đổi không")
    show = command("show", _show, "xem một báo cáo")
    show.add_argument("doc", metavar="DOC", help=words("mã báo cáo, phần đầu của mã, hoặc tên tệp"))
    add_questions(command, words)
    add_year(command, words)
    add_series(command, words)
    _add_audit(command("audit", _audit, "soát số liệu: chỗ không khớp nêu trước"), words)
    _add_review(command("review", _review, "ghi kết luận của người soát về một chỗ"), words)
    add_correcting(command, words)
    add_diff(command, words)
    add_accounts(command, words)
    _add_serve(command("serve", _serve, "mở các trang trong trình duyệt"), words)
    _add_export(command("export", _export, "xuất mọi bảng ra tệp"), words)
    return parser


def _add_shared(made: Parser, words: Words, *, as_json: bool) -> None:
    """What every command takes; `as_json` where it prints what it found."""
    if as_json:
        made.add_argument("--json", action="store_true", help=words("in ra JSON"))
    made.add_argument("--store", metavar="URL", default=DEFAULT_STORE, help=f"{words('kho dữ liệu')} (%(default)s)")
    made.add_argument("--lang", choices=("vi", "en"), default="vi", help=words("ngôn ngữ của thông báo"))


def _add_ingest(ingest: Parser, words: Words) -> None:
    ingest.add_argument("paths", metavar="PATH", nargs="+", help=words("tệp, thư mục, hoặc địa chỉ như s3://…"))
    add_reading(ingest, words)


def _add_audit(audit: Parser, words: Words) -> None:
    audit.add_argument(
        "docs", metavar="DOC", nargs="*", help=words("mã báo cáo hoặc tên tệp; không ghi thì soát cả kho")
    )
    audit.add_argument("--limit", metavar="N", type=positive, help=words("số báo cáo in ra"))
    audit.add_argument("--fail-on", choices=("mismatch",), help=words("thoát với mã 1 khi có kết quả này"))


def _add_review(review: Parser, words: Words) -> None:
    review.add_argument("finding", metavar="FINDING", help=words("mã của kết quả đối chiếu, xem trong baocao audit"))
    review.add_argument("--decision", choices=("open", *DECIDED), required=True, help=words("kết luận"))
    review.add_argument("--by", metavar="NAME", default=getpass.getuser(), help=words("tên người soát"))
    review.add_argument("--doc", metavar="DOC", help=words("mã báo cáo, phần đầu của mã, hoặc tên tệp"))
    review.add_argument("--note", metavar="TEXT", default="", help=words("ghi chú"))


def _add_export(export: Parser, words: Words) -> None:
    export.add_argument("--to", metavar="DIR", required=True, help=words("thư mục nhận các tệp"))
    forms = ("csv", "parquet", "jsonl", "xlsx", "webannotation", "docbin")
    export.add_argument("--format", choices=forms, required=True, help=words("kiểu tệp"))
    told = "chia tập dữ liệu Parquet theo năm, mỗi năm một thư mục"
    export.add_argument("--partition", choices=("year",), default="", help=words(told))


def _add_serve(serve: argparse.ArgumentParser, words: Words) -> None:
    serve.add_argument("--host", metavar="ADDRESS", default="127.0.0.1", help=words("địa chỉ (%(default)s)"))
    serve.add_argument("--port", metavar="N", type=port, default=8321, help=words("cổng (%(default)s)"))
    serve.add_argument(
        "--allow-host", metavar="NAME", action="append", default=[],
        help=words("tên máy mà người dùng gõ vào trình duyệt (lặp được)"),
    )  # fmt: skip
    serve.add_argument(
        "--proxy", metavar="ADDRESS", default="", help=words("tin X-Forwarded-For, -Proto từ máy chuyển tiếp này")
    )
    serve.add_argument("--no-login", action="store_true", help=words("không hỏi mật khẩu, chỉ khi mở trên máy này"))
    serve.add_argument(
        "--reviewer", metavar="NAME", default=getpass.getuser(), help=words("tên người soát khi không đăng nhập")
    )


def _say(message: str) -> None:
    print(message, file=sys.stderr)


# Each command loads what it needs when it runs, so that `baocao --help` is there at once.


def _ingest(args: argparse.Namespace, words: Words) -> int:
    from pipeline.ingest import UNREAD, ingest
    from pipeline.store import open_store
    from pipeline.terminal.progress import following, print_run

    store = open_store(args.store, create=True)
    with following(words, as_json=args.json) as told:
        steps = ingest(args.paths, store=store, progress=told.step, scans=told.scans, **reading_of(args))
    print_run(steps, store, words, as_json=args.json)
    return SOME_UNREAD if any(step.outcome.outcome in UNREAD for step in steps) else DONE


def _status(args: argparse.Namespace, words: Words) -> int:
    from pipeline.store import open_store
    from pipeline.terminal.progress import print_status

    print_status(open_store(args.store), words, failed=args.failed, as_json=args.json)
    return DONE


def _verify(args: argparse.Namespace, words: Words) -> int:
    from pipeline.store import open_store
    from pipeline.terminal.progress import print_damages
    from pipeline.verify import verify

    store = open_store(args.store)
    damages = list(verify(store))
    print_damages(damages, store, words, as_json=args.json)
    return FOUND if damages else DONE


def _show(args: argparse.Namespace, words: Words) -> int:
    from pipeline.store import open_store
    from pipeline.terminal.show import print_report

    store = open_store(args.store)
    print_report(store, the_report(store, args.doc), words, as_json=args.json)
    return DONE


def _audit(args: argparse.Namespace, words: Words) -> int:
    from pipeline.store import open_store
    from pipeline.terminal.show_audit import print_audit

    store = open_store(args.store)
    wanted = [the_report(store, doc) for doc in args.docs]
    differs = print_audit(store, wanted, words, as_json=args.json, limit=args.limit)
    return FOUND if differs and args.fail_on else DONE


def _review(args: argparse.Namespace, words: Words) -> int:
    from pipeline.questions.findings import decide
    from pipeline.store import Actor, open_store

    store = open_store(args.store)
    doc_id = the_report(store, args.doc) if args.doc else None
    actor = Actor(getpass.getuser())
    decide(store, args.finding, args.decision, reviewer=args.by, note=args.note, doc_id=doc_id, actor=actor)
    _say(words("Đã ghi kết luận cho {finding}", finding=args.finding))
    return DONE


def _serve(args: argparse.Namespace, words: Words) -> int:
    from pipeline.store import open_store
    from pipeline.web.server import serve

    serve(
        open_store(args.store, create=True), host=args.host, port=args.port, allow_hosts=args.allow_host,
        proxy=args.proxy, no_login=args.no_login, reviewer=args.reviewer, told=_say, words=words,
    )  # fmt: skip
    return DONE


def _export(args: argparse.Namespace, words: Words) -> int:
    from pathlib import Path

    from pipeline.store import open_store
    from pipeline.terminal.exporting import export_as

    store = open_store(args.store)
    with writing_to(args.to, words):
        export_as(store, Path(args.to), args.format, words, partition=args.partition)
    _say(words("Đã xuất các bảng ra {path}", path=args.to))
    return DONE


if __name__ == "__main__":
    sys.exit(main())
