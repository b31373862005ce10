"""Builds the sample registers of docs/samples: untidy on purpose, as clerks keep them, with invented people only."""

# ruff: noqa: E501 - a row of a register is one line

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from schema.identifiers import resident_id

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "samples"
STAMP = datetime(2026, 11, 24, 8, 0)  # openpyxl would write the hour of the build


def fake(birth: str, area: str = "510522") -> str:
    return resident_id(f"{area}{birth}000")


def mediation_register() -> Workbook:
    """福宝镇's register: merged title with the year, headings in its own order, five ways to write a date."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "福宝镇调委会"
    _title(sheet, "福宝镇人民调解委员会2026年人民调解登记簿", 13)
    _row(sheet, 2, ["填报单位：福宝镇人民调解委员会", *[None] * 10, "单位：元"])
    _row(sheet, 3, ["序号", "卷 号", "受理时间", "甲方", "甲方身份证号", "甲方电话", "乙方", "纠纷类别", "简要案情", "涉案金额\n（元）", "调解人", "调解结果", "所属乡镇", "满意度"])
    rows: list[list[Any]] = [
        [1, "（2026）合福宝人调字第901号", "2026.3.2", "毛竹青", fake("19700312"), "13800000312", "谷雨田", "邻里纠纷", "毛家竹子压坏谷家鸡舍屋顶。", "1,800元", "岳松", "达成协议，当场付清", "福宝镇", "满意"],
        [2, "(2026)合福宝人调字第902号", "2026年3月9日", "杨柳岸", fake("19830620"), "１３８０００００６２０", "桃溪合作社", "土地流转", "流转费拖欠两年。", "1.2万", "岳松、姚朗", "分两期支付", "福宝", "满意"],
        [3, "（2026）合福宝人调字第903号", 46127, "蓝天佑", fake("19650105"), "13800000105", "白鹭洲", "山林地界", "两家林地界址不清。", "￥600", "姚朗", "口头协议", "福宝镇", "基本满意"],
        [4, None, "4月28日", "云中雁", None, "0830-5260000", "石上泉", "赡养", "三兄弟轮流照料老人有争执。", "无", "石敬亭", "达成协议", "福宝镇", None],
        [5, "904", date(2026, 5, 6), "雷鸣远", fake("19880930"), 13800000930, "合江县青禾农资店", "消费", "肥料结块失效，要求退款。", 860, "岳松", "退款", "福宝镇", "满意"],
        [6, "905", "2026/6/18", "夏如意", fake("19920214"), None, "冬至阳", "电动车交通事故", "集市口两车相撞，轻微伤。", "２３００", "岳松", "赔偿医药费", "福宝镇", "满意"],
        [7, "906", "20260702", "秋实", fake("19551111"), "13800001111", "春生", "劳务", "采茶工钱未结清。", "3千", "姚朗", "结清", "福宝镇", None],
        [8, "907", "二〇二六年八月十五日", "南飞雁", fake("19790808"), "138 0000 0808", "北冥鱼", "其他", "共用水井清淤费用分摊。", "450.50", "石敬亭", "各半分摊", "510522112", "满意"],
    ]  # fmt: skip
    for place, row in enumerate(rows, 4):
        _row(sheet, place, row)
    sheet["E4"].number_format = "@"
    _row(sheet, 13, ["合计", "8件", *[None] * 7, "约2.1万元"])
    _row(sheet, 14, ["填表人：石敬亭", None, None, "审核人：（章）"])
    return _finished(book)


def relief_register() -> Workbook:
    """Two villages' applications on one sheet: townships merged downwards, amounts in 万元."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "2026年度"
    _title(sheet, "合江县司法救助申请登记簿（二〇二六年）", 12)
    _row(sheet, 2, ["乡镇", "村/社区", "姓名", "身份证号码", "手机号", "申请时间", "救助原因", "涉案案号", "家庭困难情况", "人口", "申请金额（万元）", "是否特殊群体", "登记编号"])
    sheet["B2"] = "村（居）"
    rows: list[list[Any]] = [
        ["榕山镇", "回龙街社区", "纪安然", fake("19760508"), "13800000508", "2026.2.11", "重伤", "（2026）川0522执1301号", "丈夫重伤，两孩在读。", "4人", 3, "是", "JZ-2026-01"],
        [None, "回龙街社区", "温如玉", fake("19690717"), "13800000717", "3月5日", "死亡", "(2025)川0522刑初88号", "独子遇害，老伴多病。", 2, "5", "是", "JZ-2026-02"],
        [None, "大桥村", "骆驿", fake("19900322"), None, 46136, "财产损失", "（２０２６）川０５２２民初５０２号", "猪舍被烧毁。", "5口", 1.5, "否", "JZ-2026-03"],
        ["先滩镇", "石梯村", "明月松", fake("20010909"), "13800000909", date(2026, 5, 20), "抚养费", "（2026）川0522执877号", "抚养费执行不到位。", 3, "0.8", "√", "JZ-2026-04"],
        [None, "石梯村", "高山流", fake("19621231"), "13800001231", "2026-09-01", "交通事故", "（2026）川0522民初918号", "肇事者逃逸，医疗费自付。", 1, "2万", None, "JZ-2026-05"],
    ]  # fmt: skip
    for place, row in enumerate(rows, 3):
        _row(sheet, place, row)
    sheet.merge_cells("A3:A5")
    sheet.merge_cells("A6:A7")
    _row(sheet, 9, ["说明：金额以万元计，日期未写年份的为本年度。"])
    return _finished(book)


def _title(sheet: Worksheet, text: str, width: int) -> None:
    sheet["A1"] = text
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=width)
    sheet["A1"].font, sheet["A1"].alignment = Font(bold=True, size=16), Alignment(horizontal="center")


def _row(sheet: Worksheet, number: int, values: list[Any]) -> None:
    for place, value in enumerate(values, 1):
        if value is not None:
            sheet.cell(number, place, value)


def _finished(book: Workbook) -> Workbook:
    for letter in "BCDEFGHIJKLMN":
        book.worksheets[0].column_dimensions[letter].width = 20
    book.properties.creator, book.properties.created, book.properties.modified = "Fuyuan", STAMP, STAMP
    return book


def build(folder: Path = FOLDER) -> list[Path]:
    """Write both samples; returns where."""
    folder.mkdir(parents=True, exist_ok=True)
    books = {"mediation-register.xlsx": mediation_register(), "relief-register.xlsx": relief_register()}
    for name, book in books.items():
        book.save(folder / name)
    return [folder / name for name in books]


if __name__ == "__main__":
    sys.stdout.writelines(f"{path}\n" for path in build())
