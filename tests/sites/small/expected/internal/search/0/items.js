sunshineIndex("0/items",{"ends":"##$%","entry":"DOSK","minutes":"ovno#csw#","organisation":"##$#","period":"##$#","periods":["2026","2026-06"],"state":"'$#&"});
