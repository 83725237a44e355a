"""The carriers of notices: mail servers, folders of other programs."""
