namespace Counterpoise.Vision.Augmentation;

/// <summary>The size to which an image is brought when it is loaded, before anything random happens. This is what a cache holds.</summary>
public readonly record struct LoadSize
{
    private LoadSize(int side, int width, int height) => (Side, Width, Height) = (side, width, height);

    /// <summary>The image keeps its own size.</summary>
    public static LoadSize Native => default;

    /// <summary>Length of the shorter side in pixels, 0 where it is not prescribed.</summary>
    public int Side { get; }

    /// <summary>Width in pixels, 0 where it is not prescribed.</summary>
    public int Width { get; }

    /// <summary>Height in pixels, 0 where it is not prescribed.</summary>
    public int Height { get; }

    /// <summary>The shorter side gets this length, the longer one in proportion (rounded down, as torchvision has it).</summary>
    /// <param name="side">Pixels, at least 1.</param>
    public static LoadSize ShortSide(int side)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(side, 1);
        return new(side, 0, 0);
    }

    /// <summary>Both sides get a given length, whatever the proportions were.</summary>
    /// <param name="width">Pixels, at least 1.</param>
    /// <param name="height">Pixels, at least 1.</param>
    public static LoadSize Squash(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        return new(0, width, height);
    }

    /// <summary>The size that an image of a given size gets.</summary>
    /// <param name="width">Its width.</param>
    /// <param name="height">Its height.</param>
    public (int Width, int Height) Of(int width, int height) =>
        Width > 0 ? (Width, Height)
        : Side == 0 ? (width, height)
        : width <= height ? (Side, Math.Max((int)((long)Side * height / width), 1))
        : (Math.Max((int)((long)Side * width / height), 1), Side);
}
