namespace Counterpoise.Bench.Engine;

/// <summary>Who does it.</summary>
internal enum EngineSide
{
    /// <summary>This library in single precision.</summary>
    Ours,

    /// <summary>This library with activations stored as bfloat16.</summary>
    OursBf16,

    /// <summary>TorchSharp as its users write it: NCHW, torchvision's network, torch.optim.</summary>
    TorchSharp,

    /// <summary>The same in channels-last with kept memory.</summary>
    Tuned,

    /// <summary>ONNX Runtime with our network's weights; its threads do not spin.</summary>
    OnnxRuntime,
}
