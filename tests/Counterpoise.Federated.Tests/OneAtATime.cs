using Xunit.Sdk;
using Xunit.v3;

// TorchSharp's generator, from which initial weights are drawn, is the process's own.
[assembly: Parallelization(Mode = ParallelMode.None)]
