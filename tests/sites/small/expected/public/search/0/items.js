sunshineIndex("0/items",{"ends":"##$","entry":"DOK","minutes":"o{dh#","organisation":"###","period":"###","periods":["2026"],"state":"'$#%"});
