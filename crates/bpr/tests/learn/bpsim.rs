//! Parameters of BPSim in files.
