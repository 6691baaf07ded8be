package localpool

// The names of users that Fill makes, as they are written and as an address has
// them. Those beyond ASCII are meant: people have them.

var fillGiven = [][2]string{
	{"Ada", "ada"}, {"Aiko", "aiko"}, {"Alan", "alan"}, {"Amina", "amina"}, {"Ana", "ana"}, {"Andrei", "andrei"},
	{"Anna", "anna"}, {"Antônio", "antonio"}, {"Björn", "bjorn"}, {"Carla", "carla"}, {"Carlos", "carlos"},
	{"Chen", "chen"}, {"Chloé", "chloe"}, {"Clara", "clara"}, {"Daniel", "daniel"}, {"David", "david"},
	{"Diego", "diego"}, {"Elena", "elena"}, {"Eli", "eli"}, {"Emil", "emil"}, {"Emma", "emma"}, {"Eva", "eva"},
	{"Fatima", "fatima"}, {"Felix", "felix"}, {"Frida", "frida"}, {"Grace", "grace"}, {"Hana", "hana"},
	{"Hassan", "hassan"}, {"Helena", "helena"}, {"Hugo", "hugo"}, {"Ines", "ines"}, {"Ivan", "ivan"}, {"Jakub", "jakub"},
	{"Jan", "jan"}, {"Jonas", "jonas"}, {"José", "jose"}, {"Julia", "julia"}, {"Kai", "kai"}, {"Kofi", "kofi"},
	{"Lara", "lara"}, {"Lena", "lena"}, {"Leo", "leo"}, {"Liam", "liam"}, {"Lin", "lin"}, {"Lucía", "lucia"},
	{"Łukasz", "lukasz"}, {"Maja", "maja"}, {"Marco", "marco"}, {"Maria", "maria"}, {"Mateo", "mateo"}, {"Mei", "mei"},
	{"Mila", "mila"}, {"Mohamed", "mohamed"}, {"Nadia", "nadia"}, {"Nina", "nina"}, {"Noah", "noah"}, {"Olga", "olga"},
	{"Oscar", "oscar"}, {"Paul", "paul"}, {"Priya", "priya"}, {"Rosa", "rosa"}, {"Samir", "samir"}, {"Sara", "sara"},
	{"Sofia", "sofia"}, {"Thomas", "thomas"}, {"Tomás", "tomas"}, {"Yuki", "yuki"}, {"Zoë", "zoe"},
}

var fillFamily = [][2]string{
	{"Ahmed", "ahmed"}, {"Andersen", "andersen"}, {"Baker", "baker"}, {"Bauer", "bauer"}, {"Bianchi", "bianchi"},
	{"Bose", "bose"}, {"Brown", "brown"}, {"Chen", "chen"}, {"Costa", "costa"}, {"Cruz", "cruz"}, {"Diaz", "diaz"},
	{"Dubois", "dubois"}, {"Evans", "evans"}, {"Fischer", "fischer"}, {"Fuchs", "fuchs"}, {"García", "garcia"},
	{"Gomez", "gomez"}, {"Green", "green"}, {"Haas", "haas"}, {"Hansen", "hansen"}, {"Hughes", "hughes"},
	{"Ivanov", "ivanov"}, {"Jensen", "jensen"}, {"Jones", "jones"}, {"Kaya", "kaya"}, {"Keller", "keller"},
	{"Khan", "khan"}, {"Kim", "kim"}, {"Klein", "klein"}, {"Kovač", "kovac"}, {"Kowalski", "kowalski"},
	{"Kumar", "kumar"}, {"Larsen", "larsen"}, {"Lee", "lee"}, {"Lopez", "lopez"}, {"Martin", "martin"},
	{"Meyer", "meyer"}, {"Moreau", "moreau"}, {"Müller", "mueller"}, {"Nguyen", "nguyen"}, {"Novak", "novak"},
	{"O'Brien", "obrien"}, {"Okafor", "okafor"}, {"Olsen", "olsen"}, {"Park", "park"}, {"Patel", "patel"},
	{"Pereira", "pereira"}, {"Popov", "popov"}, {"Ricci", "ricci"}, {"Rossi", "rossi"}, {"Santos", "santos"},
	{"Sato", "sato"}, {"Schmid", "schmid"}, {"Silva", "silva"}, {"Singh", "singh"}, {"Smith", "smith"},
	{"Suzuki", "suzuki"}, {"Tanaka", "tanaka"}, {"Torres", "torres"}, {"Wang", "wang"}, {"Weber", "weber"},
	{"White", "white"}, {"Wolf", "wolf"}, {"Yılmaz", "yilmaz"}, {"Zhang", "zhang"},
}
