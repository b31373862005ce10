"""Every refusal of the field client: code, exit code, and a sentence in Chinese and English that says what to do."""

from collections.abc import Mapping

# Exit codes: 0 done · 1 unforeseen · 2 wrong input · 3 not enrolled · 4 server not reachable (nothing is lost) ·
# 5 refused by the server · 6 locked (lease ended or device revoked) · 7 no such document · 8 store cannot be opened ·
# 9 verify found a fault
INPUT, NOT_ENROLLED, UNREACHABLE, DENIED, LOCKED, NOT_FOUND, STORE, FAULT = 2, 3, 4, 5, 6, 7, 8, 9

PROBLEMS: Mapping[str, tuple[int, str, str]] = {
    "NOT_ENROLLED": (
        NOT_ENROLLED,
        "本机尚未登记，请先运行 fuyuan-field enroll 服务器地址 登记码。",
        "This device is not enrolled: run fuyuan-field enroll SERVER CODE.",
    ),
    "ENROLLED_ALREADY": (
        INPUT,
        "本机已登记为“{name}”。如需重新登记请加 --again，未发送的工作会保留。",
        "This device is enrolled as “{name}”. To enrol again add --again; unsent work is kept.",
    ),
    "UNREACHABLE": (
        UNREACHABLE,
        "无法连接服务器（{reason}）。本地工作均已保存，有信号时再运行 sync。",
        "The server cannot be reached ({reason}). All local work is kept; run sync when connected.",
    ),
    "ANSWER": (
        UNREACHABLE,
        "服务器的回答无法识别（{reason}）。本地工作均已保存，请稍后重试或联系管理员。",
        "The server's answer makes no sense ({reason}). All local work is kept; try later or call the administrator.",
    ),
    "DENIED": (DENIED, "服务器拒绝：{zh}（{code}）", "The server refused: {en} ({code})"),
    "INSECURE": (
        INPUT,
        "服务器地址须以 https:// 开头（本机地址除外）。",
        "The server's address must begin with https:// (save on this machine).",
    ),
    "REVOKED": (
        LOCKED,
        "本机已被注销，同步来的案件已清除；{unsent} 项未发送的工作加密保留，请联系司法所。",
        "This device was revoked and its cases were purged; {unsent} unsent acts are kept encrypted. Call your office.",
    ),
    "LEASE_ENDED": (
        LOCKED,
        "本机租期已于 {until} 届满，请联网运行 sync 后再继续；已保存的工作不受影响。",
        "The lease of this device ended at {until}: connect and run sync to go on. Saved work is not affected.",
    ),
    "NO_DOCUMENT": (
        NOT_FOUND,
        "本机没有“{ref}”。请用 list 查看，或联网运行 pull。",
        "“{ref}” is not on this device. See list, or connect and run pull.",
    ),
    "AMBIGUOUS": (
        NOT_FOUND,
        "“{ref}”对应多份材料：{ids}。请多输入几位。",
        "“{ref}” fits several documents: {ids}. Type more of the id.",
    ),
    "NO_COLLECTION": (
        INPUT,
        "没有名为“{name}”的种类，可用：{known}。",
        "There is no collection “{name}”; there are: {known}.",
    ),
    "NOT_CREATABLE": (INPUT, "“{label}”不能在本机登记。", "“{label}” cannot be entered on a device."),
    "NOT_EDITABLE": (INPUT, "“{label}”不能在本机修改。", "“{label}” cannot be edited on a device."),
    "ASSIGNMENT": (
        INPUT,
        "看不懂“{text}”，请写成 字段=值、列表+=值 或 列表.序号.字段=值。",
        "“{text}” is not understood: write key=value, list+=value or list.number.key=value.",
    ),
    "STATE_SECRET": (
        INPUT,
        "内容带有国家秘密标志，本机为非涉密设备，未保存任何内容；请改用涉密网络或纸质方式办理，并联系本单位保密办。",
        "It is marked as a state secret and this device is not cleared for such; nothing was kept. "
        "Use the classified network or paper, and contact your agency's secrecy office.",
    ),
    "NO_FIELD": (
        INPUT,
        "“{label}”没有字段“{name}”，可用：{known}。",
        "“{label}” has no field “{name}”; there are: {known}.",
    ),
    "NO_ELEMENT": (INPUT, "“{label}”中没有第“{ref}”项。", "“{label}” has no element “{ref}”."),
    "VALUE": (
        INPUT,
        "“{label}”的值“{value}”不对：{zh}。",
        "The value “{value}” of “{label}” is wrong: {en}.",
    ),
    "REQUIRED": (INPUT, "还须填写：{labels}。", "These must be filled in as well: {labels}."),
    "SERVER_FIELD": (
        INPUT,
        "“{label}”由服务器给出，不能填写。",
        "“{label}” is given by the server and cannot be entered.",
    ),
    "FROZEN": (
        INPUT,
        "当前状态“{state}”下，“{label}”具有法律效力，不能修改；请另立补充协议。",
        "In state “{state}”, “{label}” has legal effect and cannot be changed; make a supplementary agreement.",
    ),
    "SIGNATURE_FIXED": (
        INPUT,
        "签名一经作出不能修改，请重新签名。",
        "A signature once made cannot be changed; sign again.",
    ),
    "NO_MOVE": (
        INPUT,
        "状态“{state}”下不能办理“{move}”，现在可以办理：{known}。",
        "“{move}” is not possible in state “{state}”; possible now: {known}.",
    ),
    "NOT_INPUT": (
        INPUT,
        "办理“{move}”不收“{label}”，请先用 edit 填写。",
        "“{move}” does not take “{label}”; use edit first.",
    ),
    "NOT_SIGNABLE": (INPUT, "“{label}”没有签名栏。", "“{label}” has no signatures."),
    "NOTHING_TO_SIGN": (
        INPUT,
        "“{label}”为空，没有可签署的文本。",
        "“{label}” is empty: there is no text to sign.",
    ),
    "NOTHING": (INPUT, "没有可改动的内容。", "There is nothing to change."),
    "NOT_REFUSED": (INPUT, "“{ref}”没有被服务器拒绝的工作。", "Nothing of “{ref}” was refused by the server."),
    "NUMBER_GONE": (
        INPUT,
        "完整号码已不在本机，请用 edit 重新输入：{labels}。",
        "Full numbers are no longer on this device; enter them again: {labels}.",
    ),
    "FILE": (INPUT, "无法读取文件 {path}：{reason}。", "The file {path} cannot be read: {reason}."),
    "STORE": (
        STORE,
        "本机数据库无法打开：口令或密钥文件不对，或文件已损坏（{path}）。",
        "The store cannot be opened: wrong passphrase or key file, or a damaged file ({path}).",
    ),
    "DISK_FULL": (
        STORE,
        "本机存储空间已满（{path}），这一步没有保存；此前的工作均在。请清理空间后再做一次。",
        "The disk is full ({path}): this step was not saved, all before it is kept. Make room and do it again.",
    ),
    "OTHER_PERSON": (
        DENIED,
        "这项工作由原登记人完成，不能以他人名义发送。",
        "This was done by the person enrolled before; it cannot be sent in another's name.",
    ),
}


class Problem(Exception):
    """A refusal of the client: `code`, `exit` and the sentence in both languages."""

    def __init__(self, code: str, /, **facts: object) -> None:
        self.code, self.facts = code, facts
        self.exit, zh, en = PROBLEMS[code]
        self.zh, self.en = zh.format(**facts), en.format(**facts)
        super().__init__(f"{code}: {self.en}")
