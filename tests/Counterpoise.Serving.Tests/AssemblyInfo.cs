using Xunit.v3;

[assembly: Parallelization(Mode = ParallelMode.None)]
