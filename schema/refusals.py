"""The refusals of the write door that belong to no one record, and the sentence of any refusal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from schema.kit import Record, RefusalText


@dataclass(frozen=True)
class Refusal:
    """A decision against an intent: its code and the facts its sentence names."""

    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)


TEXTS = (
    RefusalText("NOT_FOUND", "没有找到，或无权查看。", "Not found, or not yours to see."),
    RefusalText("FORBIDDEN", "您没有办理此事项的权限。", "You may not do this."),
    RefusalText("FIELD_FORBIDDEN", "您无权修改“{label}”。", "You may not change {field}."),
    RefusalText("FIELD_UNKNOWN", "没有“{field}”这一项。", "There is no field {field}."),
    RefusalText("FIELD_NOT_INPUT", "“{label}”不属于此次流转的填写内容。", "{field} is not an input of this move."),
    RefusalText("FIELD_REQUIRED", "请填写：{labels}。", "Still to be filled in: {fields}."),
    RefusalText("VALUE_INVALID", "“{label}”不正确：{zh}。", "{field} is not valid: {en}."),
    RefusalText("STATE_SECRET", "内容带有国家秘密标志，本系统为非涉密系统，不得录入，未保存任何内容；请改用涉密网络或纸质方式办理，并联系本单位保密办。",
                "It is marked as a state secret and this system is not cleared for such; nothing was stored. "
                "Use the classified network or paper, and contact your agency's secrecy office.", "保守国家秘密法"),
    RefusalText("CASE_OF_ITS_OWN", "{label}须单独立卷，不能登记在已有案件中。", "A {record} has a case of its own; it cannot be entered in another."),
    RefusalText("NOT_CREATABLE", "{label}不能直接登记。", "A {record} cannot be created directly."),
    RefusalText("REGISTER_NOT_YOURS", "{label}只能由本系统单位登记；请按本单位所属系统填写，他系统的编号由其自行登记。",
                "A {record} is entered only in the register of your own branch; another organ enters its own number itself."),
    RefusalText("NOT_EDITABLE", "{label}不能修改，只能通过流转变更。", "A {record} is not edited; it changes by moves."),
    RefusalText("NOT_DELETABLE", "{label}不能删除，也没有撤销流程。", "A {record} can be neither deleted nor cancelled."),
    RefusalText("MOVE_UNKNOWN", "{label}没有“{move}”这一流转。", "A {record} has no move {move}."),
    RefusalText("MOVE_NOT_POSSIBLE", "当前状态为“{state_label}”，不能“{move_label}”。",
                "The state is {state}: {move} is not possible now."),
    RefusalText("EDITION_UNKNOWN", "该{label}按第 {edition} 版机制办理，该版本已不在声明中；请由县政府办拟定迁移方案。",
                "This {record} runs under version {edition}, which is declared no longer; the county office has to draw up a plan for it."),
    RefusalText("INPUT_MISSING", "“{move_label}”还须填写：{labels}。", "{move} still needs: {fields}."),
    RefusalText("PAPER_UNKNOWN", "{label}没有“{paper}”这种文书，可制作：{papers}。", "A {record} has no paper {paper}; there are: {papers}."),
    RefusalText("PAPER_NOT_NOW", "当前状态为“{state_label}”，不能制作《{title}》；可制作的状态：{states}。",
                "The state is {state}: {paper} is not drawn up now, only in: {possible}."),
    RefusalText("PAPER_INCOMPLETE", "《{title}》还缺：{labels}（尚未填写，或您无权查看）。",
                "{paper} still lacks: {fields} (not filled in, or not yours to see)."),
    RefusalText("PAPER_NOT_FILED", "《{title}》须存入案卷，而本案案卷未向您的单位开放；请先接收移送。",
                "{paper} is kept in the case's file, which is not open to your agency; accept the case first."),
    RefusalText("SECOND_PERSON", "“{earlier}”由您本人办理，“{move_label}”须由另一人办理。",
                "You did {earlier} yourself; {move} needs a second person."),
    RefusalText("RECUSED", "您在本案中有应当回避的情形，不能“{move_label}”；请停止办理并报单位负责人另行指定承办人。",
                "You have to keep out of this case: {move} is not yours to do. Stop working on it and have the head of your agency name another.",
                "民事诉讼法 47; 行政诉讼法 55; 公务员法 76"),
    RefusalText("ASSIGNEE_RECUSED", "所选人员在本案中须回避，不能作为“{label}”，请另选他人。",
                "The person named has to keep out of this case and cannot be its {field}; name another.", "民事诉讼法 47; 行政诉讼法 55; 公务员法 76"),
    RefusalText("EARLIER_PART", "您已在本案中办理“{earlier}”，依法不得再办理“{move_label}”，请由他人办理。",
                "You did {earlier_move} in this case, so {move} is for another person.", "民事诉讼法 47; 行政诉讼法 55; 公务员法 76"),
    RefusalText("LINK_ELSEWHERE", "“{label}”须是本案的对象。", "{field} names no such row of this case."),
    RefusalText("MERGED_INTO", "该当事人已并入 {id}，请在合并后的当事人上办理。", "It was merged into {id}; work on that one."),
    RefusalText("CHECKS_EXHAUSTED", "跨部门比对次数已达上限（每小时 {hour} 次、每日 {day} 次），请稍后再试；确需多次比对的，请报单位负责人。",
                "You have looked for related cases as often as is allowed ({hour} an hour, {day} a day); try later, or ask the head of your agency.",
                "个人信息保护法 34"),
    RefusalText("GUARD_FAULT", "现有内容不足以判断能否“{move_label}”，请补全后再试。",
                "What is entered does not allow {move} to be judged; complete it and try again."),
    RefusalText("INVARIANT_FAULT", "现有内容不足以判断这份{label}能否成立，请补全后再试。",
                "What is entered does not allow this {record} to be judged; complete it and try again."),
    RefusalText("BASE_NEEDED", "修改须附原值或所见版本。", "An edit carries its old values or the version it was made on."),
    RefusalText("VERSION_UNKNOWN", "没有第 {version} 版，当前为第 {present} 版。", "There is no version {version}; it stands at {present}."),
    RefusalText("SAME_FIELD", "该项已被他人同时修改，两个值均已保留，待复核。", "Somebody else changed the same field; both values wait for review."),
    RefusalText("FROZEN", "文书已生效，内容已冻结；来值作为建议保留，可另签补充协议。",
                "It has taken legal effect and is frozen; the value is kept as a proposal for a supplementary agreement."),
    RefusalText("SUGGESTION", "该项归其他单位填写，来值作为建议保留。", "Another organ owns this field; the value is kept as a suggestion."),
    RefusalText("DUPLICATE", "与已有申请为同一事项，已并案，材料已合并。", "The same matter was already applied for; it was linked and its evidence joined."),
    RefusalText("SIGNED_TEXTS", "出现两份签署文本且内容不同，均已保留，暂停确认与履行。",
                "Two signed texts differ; both are kept and the case is held.", "人民调解法 29"),
    RefusalText("SIGNED_WINS", "已签署文本优先，后来的修改作为补充协议建议保留。",
                "The signed text stands; the later edit is kept as a proposal for a supplementary agreement."),
    RefusalText("STATE_RACE", "他人已将其流转为“{state_label}”，两项结果均已保留，待复核。",
                "Somebody else moved it to {state}; both results wait for review."),
    RefusalText("REVIEWER_IS_EDITOR", "复核人不得是任何一方的修改人。", "The reviewer may be neither of the two editors."),
    RefusalText("KEY_REUSED", "该幂等键已用于另一项请求。", "This idempotency key was used for another request."),
    RefusalText("LINK_UNKNOWN", "所关联的对象不存在：{detail}。", "A linked row does not exist: {detail}."),
    RefusalText("NOT_UNIQUE", "编号已被使用：{detail}。", "A value that must be unique is taken: {detail}."),
    RefusalText("CANNOT_STORE", "数据库不能保存此内容：{detail}。", "The database cannot store this: {detail}."),
    RefusalText("ACCESS_LOST", "您的单位已不再承办此案，材料已转新承办单位处理。",
                "Your unit no longer works on this case; the material went to the new owner."),
    RefusalText("CLOCK_SUSPECT", "设备时间不可信，是否按期“{move_label}”须由人工认定；材料已保留。",
                "The device's clock cannot be trusted: whether {move} was in time is for a human to decide; the work is kept."),
    RefusalText("SUSPECT_DUPLICATE", "与另一申请疑似同一人或同一户，请人工核对；系统不会自动合并。",
                "Another application may be of the same person or household: a human compares them, nothing is merged by machine."),
    RefusalText("BASE_GONE", "修改所依据的内容已不可用，来件已保留待处理。", "What the edit was based on is gone; it is kept for its owner."),
    RefusalText("ROW_ID", "标识 {id} 不是本县此类对象的标识。", "{id} is not an id of such a record in this county."),
    RefusalText("ROW_FIELD", "没有字段“{field}”，请升级客户端。", "There is no field “{field}”; upgrade the client."),
    RefusalText("ROW_SHAPE", "字段“{field}”的内容格式不正确。", "What field “{field}” holds has the wrong shape."),
    RefusalText("ROW_STATE", "没有状态或流转“{state}”。", "There is no state or move “{state}”."),
    RefusalText("ROW_STATE_UNCLEAR", "有多种流转可到达状态“{state}”，请指明办理哪一种。",
                "Several moves lead to state “{state}”; say which one it was."),
    RefusalText("ROW_PARENT", "所属记录尚未到达，已暂存，到达后自动办理。",
                "Its parent has not arrived yet; it is kept and applied when it does."),
    RefusalText("ROW_FAILED", "此件无法存储，已整件保留。", "It could not be stored and is kept whole."),
)
REFUSALS: Mapping[str, RefusalText] = MappingProxyType({text.code: text for text in TEXTS})


class _Facts(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "…"


def sentence(record: Record | None, code: str, facts: Mapping[str, Any]) -> RefusalText:
    """The texts of a refusal with its facts filled in: the record's own, or the door's."""
    text = (record.refusal(code) if record else None) or REFUSALS.get(code) or RefusalText(code, code, code)
    known = _Facts(facts)
    return RefusalText(code, text.zh.format_map(known), text.en.format_map(known), text.law)
