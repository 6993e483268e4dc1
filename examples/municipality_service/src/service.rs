//! What all requests share: the store, the inventory as it was last read, and the limits.

use crate::{
    problem::ServiceError,
    settings::Settings,
    store::{Store, StoreError},
};
use std::{
    collections::{BTreeMap, HashMap},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError, RwLock,
        atomic::{AtomicBool, Ordering},
    },
};
use tokio::sync::Semaphore;
use tosei_inventory::{Inventory, Procedure, Process};

/// サービス (service): what all requests share.
#[derive(Debug)]
pub struct Service {
    pub(crate) settings: Settings,
    store: Mutex<Option<Store>>,
    loaded: RwLock<Option<Arc<Loaded>>>,
    /// One permit for each request that is worked on.
    pub(crate) permits: Arc<Semaphore>,
    stopping: AtomicBool,
}

/// The inventory that is in the store, read and with its ways in.
#[derive(Debug)]
pub(crate) struct Loaded {
    pub(crate) tag: String,
    pub(crate) document: String,
    pub(crate) inventory: Inventory,
    /// The first procedure of each id, by id.
    by_id: BTreeMap<String, usize>,
    processes: HashMap<String, Vec<usize>>,
}

impl Loaded {
    fn new(tag: String, document: String, inventory: Inventory) -> Self {
        let mut by_id = BTreeMap::new();
        for (at, procedure) in inventory.procedures.iter().enumerate() {
            by_id.entry(procedure.id.to_string()).or_insert(at);
        }
        let mut processes: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, process) in inventory.processes.iter().enumerate() {
            let its = processes.entry(process.procedure.to_string()).or_default();
            its.push(at);
        }
        Self {
            tag,
            document,
            inventory,
            by_id,
            processes,
        }
    }

    /// A procedure by its id.
    pub(crate) fn procedure(&self, id: &str) -> Result<&Procedure, ServiceError> {
        let at = self.by_id.get(id);
        at.and_then(|at| self.inventory.procedures.get(*at))
            .ok_or_else(|| ServiceError::NoSuchProcedure { id: id.to_owned() })
    }

    /// Its processes, in the order of the document.
    pub(crate) fn processes(&self, id: &str) -> Vec<Process> {
        let places = self.processes.get(id).map(Vec::as_slice);
        let places = places.unwrap_or_default().iter();
        places
            .filter_map(|at| self.inventory.processes.get(*at).cloned())
            .collect()
    }

    /// The procedures behind an id, by id: so many at most, and whether there are more.
    pub(crate) fn page(&self, after: Option<&str>, limit: usize) -> (Vec<&Procedure>, bool) {
        use std::ops::Bound::{Excluded, Unbounded};
        let from = after.map_or(Unbounded, Excluded);
        let mut behind = self.by_id.range::<str, _>((from, Unbounded));
        let page = behind.by_ref().take(limit);
        let page = page
            .filter_map(|(_, at)| self.inventory.procedures.get(*at))
            .collect();
        (page, behind.next().is_some())
    }

    /// How many procedures have an id of their own.
    pub(crate) fn total(&self) -> u64 {
        u64::try_from(self.by_id.len()).unwrap_or(u64::MAX)
    }
}

/// The store, held by one request at a time.
pub(crate) struct Held<'a>(MutexGuard<'a, Option<Store>>);

impl Held<'_> {
    pub(crate) fn store(&mut self) -> Result<&mut Store, ServiceError> {
        self.0
            .as_mut()
            .ok_or_else(|| ServiceError::Internal("the store is closed".into()))
    }
}

impl Service {
    /// Opens the store; nothing is read yet.
    ///
    /// # Errors
    ///
    /// As [`Store::open`].
    pub fn open(settings: Settings) -> Result<Self, StoreError> {
        let store = Store::open(&settings.database)?;
        Ok(Self {
            permits: Arc::new(Semaphore::new(settings.concurrency)),
            store: Mutex::new(Some(store)),
            loaded: RwLock::new(None),
            stopping: AtomicBool::new(false),
            settings,
        })
    }

    /// Closes the store; requests afterwards fail.
    ///
    /// # Errors
    ///
    /// As [`Store::close`].
    pub fn close(&self) -> Result<(), StoreError> {
        let store = self.hold().0.take();
        store.map_or(Ok(()), Store::close)
    }

    /// Takes the store. A request that panicked cannot have left a change half done: it was a
    /// transaction.
    pub(crate) fn hold(&self) -> Held<'_> {
        Held(self.store.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// From now on the service is not ready for more.
    pub(crate) fn say_stopping(&self) {
        self.stopping.store(true, Ordering::SeqCst);
    }

    pub(crate) fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::SeqCst)
    }

    /// The inventory that is in the store now; read again only if it is another one.
    pub(crate) fn loaded(&self) -> Result<Arc<Loaded>, ServiceError> {
        let now = self.hold().store()?.inventory_tag()?;
        let now = now.ok_or(ServiceError::NoInventory)?;
        let loaded = self.loaded.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(loaded) = loaded.as_ref().filter(|loaded| loaded.tag == now) {
            return Ok(Arc::clone(loaded));
        }
        drop(loaded);
        let row = self.hold().store()?.inventory()?;
        let (tag, document) = row.ok_or(ServiceError::NoInventory)?;
        let inventory = Inventory::from_json(&document)
            .map_err(|error| ServiceError::Internal(error.to_string()))?;
        let read = Arc::new(Loaded::new(tag, document, inventory));
        let mut loaded = self.loaded.write().unwrap_or_else(PoisonError::into_inner);
        *loaded = Some(Arc::clone(&read));
        Ok(read)
    }
}
