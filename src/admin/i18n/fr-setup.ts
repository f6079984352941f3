import type { SetupTexts } from "./en-setup"

export const frSetup: SetupTexts = {
  // K-Pay and its accounts
  setup_credentials_ok: "K-Pay accepte les identifiants.",
  setup_credentials_not_checked:
    "K-Pay ne vérifie pas les identifiants qui viennent d'une adresse inconnue.",
  setup_answer_unreadable: "La réponse de K-Pay est illisible.",
  setup_answer_unreadable_remedy:
    "Vérifiez l'option baseUrl, et que rien entre ce serveur et K-Pay ne réponde à sa place.",
  setup_answer_unreadable_http: "La réponse de K-Pay est illisible (HTTP {{http}}).",
  setup_answer_login_remedy:
    "Vérifiez les options username et password, et si un proxy entre ce serveur et K-Pay demande un mot de passe ou bloque la requête.",
  setup_no_answer: "K-Pay ne répond pas ({{cause}}).",
  setup_no_answer_remedy:
    "Vérifiez que ce serveur peut atteindre l'adresse de K-Pay. Si oui, K-Pay est en panne : les paiements attendent, et K-Pay sera interrogé à leur sujet dès qu'il répondra.",
  setup_no_answer_local_remedy:
    "Vérifiez que ce serveur peut atteindre l'adresse de K-Pay. L'option baseUrl mène à cette machine ou à son réseau, comme l'adresse d'un sandbox. Démarrez-le : npx kpay sandbox",
  setup_address_ok: "K-Pay accepte l'adresse de sortie de ce serveur.",
  setup_address_after_credentials: "Inconnu jusqu'à ce que K-Pay accepte les identifiants.",
  setup_address_after_answer: "Inconnu jusqu'à ce que K-Pay réponde.",
  setup_retailer_ok: "K-Pay accepte le commerçant.",
  setup_retailer_after_payment:
    "Inconnu jusqu'au premier paiement : K-Pay ne vérifie le commerçant qu'à ce moment-là.",
  setup_environment_live: "Réel : de l'argent réel circule.",
  setup_environment_test: "Test : aucun argent réel ne circule.",
  setup_environment_test_remedy:
    "Quand la boutique est prête, mettez l'option environment à « live », avec les identifiants réels et sans baseUrl.",
  setup_account_rule_ok:
    "Medusa connaît chaque canal de vente et chaque emplacement nommé dans accountBy.",
  setup_account_rule_unknown: "L'option accountBy nomme ce que Medusa ne connaît pas : {{ids}}.",
  setup_account_rule_unknown_remedy:
    "Corrigez les identifiants dans accountBy. L'identifiant d'un canal de vente ou d'un emplacement est la dernière partie de l'adresse de sa page dans le tableau de bord.",
  setup_refused: "{{meaning}} (code {{code}}).",
  setup_refused_saying: "{{meaning}} (code {{code}}, « {{text}} »).",

  // Callbacks
  setup_backend_address_ok: "backendUrl est une adresse publique en https.",
  setup_backend_address_local:
    "backendUrl est une adresse de cette machine ou de son réseau. Un sandbox local l'atteint ; K-Pay, non.",
  setup_backend_address_http: "backendUrl n'utilise pas https.",
  setup_backend_address_remedy:
    "Mettez dans l'option backendUrl l'adresse publique en https de Medusa.",
  setup_callback_ok: "L'adresse des notifications répond.",
  setup_callback_name_unknown: "Le nom d'hôte dans backendUrl est introuvable ({{cause}}).",
  setup_callback_name_unknown_remedy:
    "Vérifiez l'orthographe de l'option backendUrl, et l'enregistrement DNS de son nom d'hôte.",
  setup_callback_certificate: "Le certificat de backendUrl n'est pas accepté ({{cause}}).",
  setup_callback_certificate_remedy:
    "Renouvelez le certificat, et configurez le serveur pour qu'il envoie toute la chaîne.",
  setup_callback_timeout: "backendUrl ne répond pas à temps ({{cause}}).",
  setup_callback_no_answer: "backendUrl ne répond pas ({{cause}}).",
  setup_callback_no_answer_remedy:
    "Vérifiez que Medusa tourne, l'option backendUrl, le proxy et le pare-feu. Certains réseaux empêchent un serveur d'atteindre sa propre adresse publique. Dans ce cas, essayez l'adresse des notifications depuis l'extérieur.",
  setup_callback_redirects:
    "L'adresse des notifications redirige (HTTP {{http_status}}), et K-Pay pourrait ne pas suivre.",
  setup_callback_redirects_remedy:
    "Mettez dans l'option backendUrl l'adresse vers laquelle elle redirige.",
  setup_callback_blocked:
    "Quelque chose devant Medusa rejette les notifications de K-Pay (HTTP {{http_status}}).",
  setup_callback_blocked_remedy:
    "Laissez passer par le proxy ou le pare-feu les requêtes POST vers /hooks sans identification.",
  setup_callback_error: "L'adresse des notifications répond par une erreur (HTTP {{http_status}}).",
  setup_callback_error_remedy:
    "Vérifiez que Medusa tourne derrière le proxy, et lisez son journal.",
  setup_callback_not_medusa:
    "Autre chose que Medusa répond à l'adresse des notifications (HTTP {{http_status}}).",
  setup_callback_not_medusa_remedy:
    "Vérifiez que l'option backendUrl est l'adresse de Medusa, et que le proxy transmet /hooks à Medusa.",
  setup_test_received: "La notification a été reçue.",
  setup_test_not_received:
    "L'adresse des notifications répond comme cette boutique, mais cette boutique n'a pas reçu la notification.",
  setup_test_not_received_remedy:
    "Vérifiez que l'option backendUrl est bien l'adresse de cette boutique, et que tous ses serveurs utilisent la même base de données.",

  // Medusa
  setup_provider_ok: "K-Pay est proposé aux clients dans {{regions}}.",
  setup_provider_missing: "Medusa n'a pas de fournisseur de paiement K-Pay.",
  setup_provider_missing_remedy:
    'Ajoutez { resolve: "medusa-payment-kpay/providers/kpay", id: "kpay" } aux providers du module de paiement dans medusa-config.ts.',
  setup_region_missing: "Aucune région n'a la devise RWF.",
  setup_region_missing_remedy:
    "Ajoutez la devise RWF sous Paramètres → Boutique. Créez ensuite une région avec elle sous Paramètres → Régions, avec K-Pay parmi ses fournisseurs de paiement.",
  setup_provider_not_offered: "K-Pay n'est pas parmi les fournisseurs de paiement de {{regions}}.",
  setup_provider_not_offered_remedy:
    "Ouvrez Paramètres → Régions, choisissez la région, puis Modifier, et ajoutez Kpay à ses fournisseurs de paiement.",
  setup_worker_ok: "Ce serveur interroge K-Pay sur les paiements à vérifier.",
  setup_worker_idle:
    "Des paiements sont à vérifier depuis le {{due_at}}, et aucun serveur n'interroge K-Pay à leur sujet.",
  setup_worker_unknown:
    "Ce serveur n'exécute pas de tâches de fond, et aucun paiement n'est à vérifier qui montrerait si un autre serveur le fait.",
  setup_worker_start_remedy:
    "Lancez une seconde Medusa sur la même base de données avec MEDUSA_WORKER_MODE=worker.",
  setup_worker_restart_remedy:
    "Cherchez dans le journal de ce serveur les erreurs de la tâche kpay-reconcile, et redémarrez le serveur.",
  setup_locking_shared: "Les verrous sont partagés par tous les serveurs.",
  setup_locking_in_memory:
    "Les verrous sont gardés dans la mémoire de ce serveur, ce qui ne convient qu'à un seul serveur.",
  setup_locking_in_memory_remedy:
    "Avant de lancer un second serveur, donnez au module de verrous (locking) le fournisseur @medusajs/medusa/locking-redis.",
  setup_locking_unsafe:
    "Les verrous de Medusa dans PostgreSQL peuvent laisser deux requêtes tenir le même verrou : un double appui peut créer deux commandes.",
  setup_locking_unsafe_remedy:
    "Donnez au module de verrous (locking) le fournisseur @medusajs/medusa/locking-redis. Sur un seul serveur, n'en donnez aucun.",
  setup_locking_custom: "Les verrous ne sont pas un module de Medusa.",
  setup_event_bus_shared: "Le bus d'événements est partagé par tous les serveurs.",
  setup_event_bus_in_memory:
    "Le bus d'événements est gardé dans la mémoire de ce serveur, ce qui ne convient qu'à un seul serveur.",
  setup_event_bus_in_memory_remedy:
    "Avant de lancer un second serveur, utilisez le module @medusajs/medusa/event-bus-redis.",
  setup_event_bus_custom: "Le bus d'événements n'est pas un module de Medusa.",
  setup_workflow_engine_shared: "Le moteur de workflows est partagé par tous les serveurs.",
  setup_workflow_engine_in_memory:
    "Le moteur de workflows est gardé dans la mémoire de ce serveur, ce qui ne convient qu'à un seul serveur.",
  setup_workflow_engine_in_memory_remedy:
    "Avant de lancer un second serveur, utilisez le module @medusajs/medusa/workflow-engine-redis.",
  setup_workflow_engine_custom: "Le moteur de workflows n'est pas un module de Medusa.",
  setup_custom_remedy: "S'il y a plusieurs serveurs, assurez-vous que tous le partagent.",

  // Faults under "Needs attention"
  setup_outage_no_answer:
    "K-Pay ne peut pas être interrogé sur les paiements du compte « {{account}} ». Il ne répond pas.",
  setup_outage_not_connected:
    "K-Pay ne peut pas être interrogé sur les paiements du compte « {{account}} ». Vérifiez que ce serveur peut atteindre l'adresse de K-Pay.",
  setup_outage_refused:
    "K-Pay ne peut pas être interrogé sur les paiements du compte « {{account}} ». Il répond {{code}}. {{advice}}",
  setup_outage_remedy:
    "Ouvrez Configuration pour voir ce qui ne va pas. Les paiements attendent, et K-Pay sera interrogé à leur sujet dès qu'il répondra.",
  setup_payments_refused:
    "K-Pay refuse les paiements du compte « {{account}} » : {{meaning}} (code {{code}}).",
  setup_payment_not_started:
    "Un paiement du compte « {{account}} » n'a pas pu être lancé, car K-Pay était injoignable.",
  setup_payment_not_started_remedy: "Ouvrez Configuration pour voir si K-Pay répond maintenant.",

  // K-Pay's codes
  setup_meaning_401: "En-tête d'authentification manquant",
  setup_remedy_401: "Vérifiez que rien entre ce serveur et K-Pay n'enlève l'en-tête Authorization.",
  setup_meaning_500: "Requête non envoyée en HTTPS",
  setup_remedy_500: "Utilisez l'adresse https de K-Pay.",
  setup_meaning_600: "Nom d'utilisateur ou mot de passe incorrect",
  setup_remedy_600: "Vérifiez les options username et password.",
  setup_meaning_601: "Utilisateur distant incorrect",
  setup_remedy_601: "Vérifiez l'option username, et que K-Pay l'a activé pour cet environnement.",
  setup_meaning_602: "L'adresse IP du serveur n'est pas autorisée chez K-Pay",
  setup_remedy_602: "Demandez à K-Pay d'autoriser l'adresse IP de sortie de ce serveur.",
  setup_meaning_603: "Paramètre vide ou manquant",
  setup_remedy_603:
    "Vérifiez les options retailerId, backendUrl et storefrontUrl : K-Pay n'a pas reçu un paramètre dont il a besoin.",
  setup_meaning_604: "Commerçant inconnu",
  setup_remedy_604: "Vérifiez l'option retailerId, avec son zéro initial.",
  setup_meaning_605: "Commerçant non activé",
  setup_remedy_605: "Demandez à K-Pay d'activer ce commerçant.",
  setup_meaning_609: "Moyen de paiement inconnu",
  setup_remedy_609:
    "Demandez à K-Pay d'activer ce moyen de paiement, ou retirez-le de l'option methods.",
}
