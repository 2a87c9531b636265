// Rules come here, one a file under Rules/<Category>/.
