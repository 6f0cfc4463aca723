namespace Counterpoise.Torch.Kernels;

/// <summary>Whether a lane is full or, at the end of a row, half full.</summary>
internal interface ILaneWidth
{
    static abstract bool IsHalf { get; }
}

/// <summary>Sixteen channels.</summary>
internal readonly struct FullLane : ILaneWidth
{
    public static bool IsHalf => false;
}

/// <summary>Eight channels.</summary>
internal readonly struct HalfLane : ILaneWidth
{
    public static bool IsHalf => true;
}
