#!/bin/sh
### BEGIN INIT INFO
# Provides:          grafana-server
# Required-Start:    $all
# Required-Stop:     $remote_fs $syslog
# Default-Start:     2 3 4 5
# Default-Stop:      0 1 6
# Short-Description: a stand-in for Grafana, which systemd starts
### END INIT INFO
