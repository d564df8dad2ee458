print("kofu")
