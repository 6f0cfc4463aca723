using Xunit.Sdk;
using Xunit.v3;

// libtorch's threads are shared: tests that train at once only wait for each other.
[assembly: Parallelization(Mode = ParallelMode.None)]
