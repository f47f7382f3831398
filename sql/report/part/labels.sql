-- What codes of the feeds are called in front of readers.
volets (volet, libelle_volet, rang_volet) as (
  values ('PSL', 'PSL', 1), ('ES', 'ES', 2), ('AUTRES', 'Autres structures', 3)
), groupes (groupe, libelle_groupe) as (
  values ('MEDECIN', 'Médecin'), ('PHARMACIEN', 'Pharmacien'), ('CHIRURGIEN_DENTISTE', 'Chirurgien-dentiste'),
    ('SAGE_FEMME', 'Sage-femme'), ('INFIRMIER', 'Infirmier'), ('MASSEUR_KINESITHERAPEUTE', 'Masseur-kinésithérapeute'),
    ('BIOLOGISTE', 'Biologiste'), ('EHPAD', 'EHPAD'), ('LABORATOIRE', 'Laboratoire'), ('PHARMACIE', 'Pharmacie'),
    ('CENTRE_DE_SANTE', 'Centre de santé'), ('MAISON_DE_SANTE', 'Maison de santé'), ('CPAM', 'CPAM'),
    ('ASSOCIATION_PATIENTS', 'Association de patients'), ('MOA_R', 'MOA-R'), ('ARS', 'ARS'), ('AUTRE', 'Autre')
)
