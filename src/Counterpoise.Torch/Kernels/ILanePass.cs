namespace Counterpoise.Torch.Kernels;

/// <summary>A loop over rows for the channels of one lane, whose constants and sums stay in registers over all rows.</summary>
internal interface ILanePass
{
    /// <summary>Does the lane that begins at a channel.</summary>
    void Run<TLane>(int channel)
        where TLane : struct, ILane<TLane>;
}
