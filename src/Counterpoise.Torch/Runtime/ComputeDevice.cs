using System.Globalization;

namespace Counterpoise.Torch;

/// <summary>The device that a program computes on, from the words of its user.</summary>
public static class ComputeDevice
{
    private const string Graphics = "cuda";

    /// <summary>
    /// Reads <c>auto</c>, <c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>; <c>auto</c> takes the first GPU where there is one, else the processor.
    /// </summary>
    /// <param name="text">The words; upper and lower case are the same.</param>
    /// <returns>The device. A program built for processors loads no libtorch for it.</returns>
    /// <exception cref="ArgumentException">It is none of these, the program is built for processors, or there is no such GPU; the message
    /// says what to do.</exception>
    public static torch.Device Parse(string text) => Parse(text, GraphicsProcessors);

    /// <param name="text">The words.</param>
    /// <param name="count">How many GPUs there are; null where the program is built for processors.</param>
    internal static torch.Device Parse(string text, Func<int?> count)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.ToLowerInvariant() switch
        {
            "cpu" => torch.CPU,
            "auto" => count() is > 0 ? new torch.Device(DeviceType.CUDA, 0) : torch.CPU,
            Graphics => GraphicsProcessor(text, 0, count()),
            var other when Index(other) is { } index => GraphicsProcessor(text, index, count()),
            _ => throw new ArgumentException($"the device is '{text}'; expected auto, cpu, cuda or cuda:N, such as cuda:0"),
        };
    }

    private static int? Index(string text)
        => text.StartsWith(Graphics + ":", StringComparison.Ordinal)
            && int.TryParse(text.AsSpan(Graphics.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index
            : null;

    private static torch.Device GraphicsProcessor(string text, int index, int? count) => count switch
    {
        null => throw new ArgumentException(
            $"the device is '{text}', and this program is built for processors: build it with -p:TorchDevice=cuda, which takes "
                + $"TorchSharp's CUDA package of the system, or take cpu"),
        0 => throw new ArgumentException(
            $"the device is '{text}', and libtorch finds no GPU: check the driver with nvidia-smi, or take cpu"),
        _ when index >= count => throw new ArgumentException(
            FormattableString.Invariant($"the device is '{text}', and there are {count} GPUs: expected cuda:0 to cuda:{count - 1}")),
        _ => new torch.Device(DeviceType.CUDA, index),
    };

    private static int? GraphicsProcessors() => !LibTorch.HasCuda ? null : torch.cuda.is_available() ? torch.cuda.device_count() : 0;
}
