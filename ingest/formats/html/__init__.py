"""Web pages: the main text without menus, banners and the like."""
