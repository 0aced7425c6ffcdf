"""What an editor would flag, one small function a rule; `wenda.content.check` lists them."""
