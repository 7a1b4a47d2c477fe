(function(){'use strict';var KEY='sunshine.seen',list=document.querySelector('.news');if(!list)return;function rows(){return Array.prototype.slice.call(list.querySelectorAll('tbody tr'));}
function path(row){return row.querySelector('.what a').getAttribute('href');}
function day(row){return row.querySelector('time').getAttribute('datetime');}
function read(store){try{return JSON.parse(store.getItem(KEY));}catch(_){return null;}}
function now(){return{day:rows().map(day).sort().pop()||'',seen:rows().map(path)};}
function keep(store,what){try{store.setItem(KEY,JSON.stringify(what));}catch(_){return;}}
function isNew(last){return function(row){return day(row)>=last.day&&last.seen.indexOf(path(row))<0;};}
var local,session;try{local=window.localStorage;session=window.sessionStorage;}catch(_){return;}
var last=read(session),first=!last&&!read(local);if(!last){last=read(local)||now();keep(session,last);keep(local,now());}
var said=document.createElement('p'),words=document.createElement('span'),button=document.createElement('button');said.className='since';said.setAttribute('role','status');button.type='button';button.textContent='全部标为已读';said.appendChild(words);said.appendChild(button);list.querySelector('.heading').insertAdjacentElement('afterend',said);function show(){var fresh=rows().filter(isNew(last)),marked=list.querySelectorAll('.mark.fresh');Array.prototype.forEach.call(marked,function(mark){mark.remove();});fresh.forEach(function(row){var mark=document.createElement('span');mark.className='mark fresh';mark.textContent='新';row.querySelector('.what').appendChild(mark);});words.textContent=fresh.length?'自您上次访问以来新增 '+(fresh.length===rows().length?'至少 ':'')+fresh.length+' 件':'自您上次访问以来没有新增';said.hidden=first;button.hidden=!fresh.length;}
button.addEventListener('click',function(){last=now();keep(session,last);keep(local,last);show();});document.addEventListener('sunshine:lapsed',show);show();})();