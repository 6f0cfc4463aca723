using Counterpoise.Torch.Modules;

namespace Counterpoise.Vision.Backbones;

/// <summary>Linear layers with the initial values that Swin's code gives them: N(0, 0.02²), no bias at the start.</summary>
internal static class SwinLinear
{
    public static Linear Of(int inputs, int outputs, bool bias = true) =>
        new(inputs, outputs, bias, Initializer.Normal(0.02), Initializer.Zeros);

    /// <summary>Those of the two layers behind the attention: Glorot's uniform form, and a bias of about 1e-6.</summary>
    public static Linear Glorot(int inputs, int outputs) =>
        new(inputs, outputs, weightInitializer: Initializer.Uniform(Math.Sqrt(6.0 / (inputs + outputs))),
            biasInitializer: Initializer.Normal(1e-6));
}
