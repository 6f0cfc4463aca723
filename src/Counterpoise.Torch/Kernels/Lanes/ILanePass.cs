namespace Counterpoise.Torch.Kernels;

/// <summary>A loop over rows of channels, written once for lanes of any width.</summary>
internal interface ILanePass
{
    /// <summary>Does the channels [from, to), a multiple of the lane's width.</summary>
    void Run<TLane>(int from, int to)
        where TLane : struct, ILane<TLane>;
}
