sunshineIndex("0/items",{"closes":"","ends":"##$%","entry":"HSWO","minutes":"ovno#csw#","organisation":"##$#","period":"##$#","periods":["2026","2026-06"],"state":"'$#&"});
