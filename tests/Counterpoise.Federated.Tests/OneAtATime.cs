// TorchSharp's generator, from which initial weights are drawn, is the process's own.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
