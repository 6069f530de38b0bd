set CLASSPATH=%APP_HOME%\lib\shop-1.0.jar;%APP_HOME%\lib\all.jar
"%JAVA_EXE%" %DEFAULT_JVM_OPTS% %JAVA_OPTS% -classpath "%CLASSPATH%" com.example.Shop %*
