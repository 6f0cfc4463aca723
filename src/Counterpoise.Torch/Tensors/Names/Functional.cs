using static TorchSharp.torch.nn;

namespace Counterpoise.Torch;

/// <summary>Names of this library for TorchSharp's functions.</summary>
internal static class Functional
{
    public static Tensor Linear(Tensor input, Tensor weight, Tensor? bias = null) => functional.linear(input, weight, bias);

    public static Tensor CrossEntropy(Tensor logits, Tensor labels, Tensor? weight = null, Reduction reduction = Reduction.Mean,
        double labelSmoothing = 0)
        => functional.cross_entropy(logits, labels, weight, reduction: reduction, label_smoothing: labelSmoothing);

    public static Tensor Normalize(Tensor input, int dimension = 1, double epsilon = 1e-12) =>
        functional.normalize(input, dim: dimension, eps: epsilon);

    public static Tensor BatchNorm(Tensor input, Tensor? weight, Tensor? bias, Tensor? mean, Tensor? variance, bool training,
        double momentum = 0.1, double epsilon = 1e-5)
        => functional.batch_norm(input, mean!, variance!, weight!, bias!, training, momentum, epsilon);

    public static Tensor LayerNorm(Tensor input, long[] shape, Tensor? weight = null, Tensor? bias = null, double epsilon = 1e-5) =>
        functional.layer_norm(input, shape, weight, bias, epsilon);

    public static Tensor OneHot(Tensor labels, long classes) => functional.one_hot(labels, classes);

    public static Tensor AdaptiveAvgPool1d(Tensor input, long size) => functional.adaptive_avg_pool1d(input, size);

    public static Tensor AdaptiveAvgPool2d(Tensor input, long height, long width) => functional.adaptive_avg_pool2d(input, [height, width]);
}
