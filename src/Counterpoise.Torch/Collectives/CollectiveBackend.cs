namespace Counterpoise.Torch.Collectives;

/// <summary>What carries a process group's messages.</summary>
public enum CollectiveBackend
{
    /// <summary>Gloo, over TCP: tensors on the processor, and on GPUs through main memory. The default.</summary>
    Gloo,

    /// <summary>NCCL, between GPUs; each process takes the GPU of its local rank. Only where libtorch was built with it.</summary>
    Nccl,
}
