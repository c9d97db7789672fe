"""The roles under which jobs run: roles/<experiment>.yaml -> a stack of its own, on which no experiment depends."""
