"""Weekly lists and other papers that leave the desk as files."""
