// L’agenda au clavier : les repères que lit ce module sont dits en tête de desk/agenda/grid.html.
