using System.Globalization;

namespace Counterpoise.Bench.Engine;

/// <summary>What all sides of a row do.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Size">Pixels a side.</param>
/// <param name="Network"><c>mobilenet</c> (MobileNetV3-Large) or <c>resnet18</c>.</param>
/// <param name="Optimizer"><c>sgd</c> (momentum 0.9) or <c>adamw</c>; plays no part in inference.</param>
internal sealed record EngineTask(EngineTaskKind Kind, int Size, string Network = EngineTask.MobileNet, string Optimizer = "sgd")
{
    internal const string MobileNet = "mobilenet";
    internal const string ResNet18 = "resnet18";
    internal const int Classes = 1000;
    internal const int Projection = 128;
    internal const double Temperature = 0.1;
    internal const double LearningRate = 0.01;
    internal const double Momentum = 0.9;
    internal const double AdamRate = 1e-4;

    /// <summary>Images of a step: more of them where they are small.</summary>
    internal int Images => Size switch { 32 => 128, 64 => 64, _ => 32 };

    /// <summary>Images that go through the network in a step.</summary>
    internal int Rows => Kind == EngineTaskKind.Contrastive ? 2 * Images : Images;

    internal static EngineTask Parse(string text)
        => text.Split('-') is [var kind, var size, var network, var optimizer] && Enum.TryParse<EngineTaskKind>(kind, out var known)
            && int.TryParse(size, CultureInfo.InvariantCulture, out var pixels)
            ? new(known, pixels, network, optimizer)
            : throw new ArgumentException(
                $"'{text}' is no task of the engine; expected KIND-SIZE-NETWORK-OPTIMISER, such as "
                + $"{new EngineTask(EngineTaskKind.Train, 224)}");

    public override string ToString() => FormattableString.Invariant($"{Kind}-{Size}-{Network}-{Optimizer}");
}
