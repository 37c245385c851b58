dagrun local hello
dagrun local hello --param name=Ada
