namespace Counterpoise.Torch.Modules;

/// <summary>Layers that take the largest or mean value of neighbouring positions.</summary>
public static class Pooling
{
    /// <summary>The largest of each window of [N, C, L].</summary>
    /// <param name="kernel">The window's length.</param>
    /// <param name="stride">Positions between windows; the kernel where null.</param>
    /// <param name="padding">Minus infinity added on both sides, at most half the kernel.</param>
    /// <param name="ceiling">Whether a last, incomplete window counts.</param>
    public static nn.Module<Tensor, Tensor> Max1d(int kernel, int? stride = null, int padding = 0, bool ceiling = false)
        => Of("MaxPool1d", kernel, stride, padding, x => torch.nn.functional.max_pool1d(x, kernel, stride, padding, ceil_mode: ceiling));

    /// <summary>The largest of each window of [N, C, H, W].</summary>
    /// <param name="kernel">The window's side.</param>
    /// <param name="stride">Positions between windows; the kernel where null.</param>
    /// <param name="padding">Minus infinity added on all sides, at most half the kernel.</param>
    /// <param name="ceiling">Whether a last, incomplete window counts.</param>
    public static nn.Module<Tensor, Tensor> Max2d(int kernel, int? stride = null, int padding = 0, bool ceiling = false)
        => Of("MaxPool2d", kernel, stride, padding, x => torch.nn.functional.max_pool2d(x, kernel, stride, padding, ceil_mode: ceiling));

    /// <summary>The mean of each window of [N, C, L].</summary>
    /// <param name="kernel">The window's length.</param>
    /// <param name="stride">Positions between windows; the kernel where null.</param>
    /// <param name="padding">Zeros added on both sides, at most half the kernel.</param>
    /// <param name="countPadding">Whether these zeros count in the mean.</param>
    public static nn.Module<Tensor, Tensor> Average1d(int kernel, int? stride = null, int padding = 0, bool countPadding = true)
        => Of("AvgPool1d", kernel, stride, padding, x => torch.nn.functional.avg_pool1d(x, kernel, stride, padding,
            count_include_pad: countPadding));

    /// <summary>The mean of each window of [N, C, H, W].</summary>
    /// <param name="kernel">The window's side.</param>
    /// <param name="stride">Positions between windows; the kernel where null.</param>
    /// <param name="padding">Zeros added on all sides, at most half the kernel.</param>
    /// <param name="countPadding">Whether these zeros count in the mean.</param>
    public static nn.Module<Tensor, Tensor> Average2d(int kernel, int? stride = null, int padding = 0, bool countPadding = true)
        => Of("AvgPool2d", kernel, stride, padding, x => torch.nn.functional.avg_pool2d(x, kernel, stride, padding,
            count_include_pad: countPadding));

    /// <summary>The means of a given number of windows of [N, C, L], whatever L is.</summary>
    /// <param name="length">How many.</param>
    public static nn.Module<Tensor, Tensor> AdaptiveAverage1d(int length) =>
        new Function("AdaptiveAvgPool1d", x => torch.nn.functional.adaptive_avg_pool1d(x, length));

    /// <summary>The means of a given number of windows of [N, C, H, W], whatever H and W are.</summary>
    /// <param name="height">Rows of windows.</param>
    /// <param name="width">Columns of windows.</param>
    public static nn.Module<Tensor, Tensor> AdaptiveAverage2d(int height, int width)
        => new Function("AdaptiveAvgPool2d", x => torch.nn.functional.adaptive_avg_pool2d(x, [height, width]));

    /// <summary>The largest of a given number of windows of [N, C, H, W], whatever H and W are.</summary>
    /// <param name="height">Rows of windows.</param>
    /// <param name="width">Columns of windows.</param>
    public static nn.Module<Tensor, Tensor> AdaptiveMax2d(int height, int width)
        => new Function("AdaptiveMaxPool2d", x => torch.nn.functional.adaptive_max_pool2d(x, [height, width]));

    /// <summary>The axes from one on as one: [N, C, H, W] to [N, C · H · W].</summary>
    /// <param name="start">The first axis that is joined.</param>
    public static nn.Module<Tensor, Tensor> Flatten(int start = 1) => new Function("Flatten", x => x.Flatten(start));

    private static Function Of(string name, int kernel, int? stride, int padding, Func<Tensor, Tensor> pool)
    {
        var faults = new Faults(name);
        faults.Require(kernel >= 1, $"a kernel of {kernel}, at least 1 was expected");
        faults.Require(stride is null or >= 1, $"a stride of {stride}, at least 1 was expected");
        faults.Require(padding >= 0 && 2 * padding <= kernel, $"a padding of {padding}, 0 to half the kernel was expected");
        faults.Throw();
        return new(name, pool);
    }
}
