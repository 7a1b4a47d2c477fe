sunshineIndex("0/items",{"closes":"","ends":"##$","entry":"HSO","minutes":"o{dh#","organisation":"###","period":"###","periods":["2026"],"state":"'$#%"});
