namespace Counterpoise.Torch.Modules;

/// <summary>The usual activations as layers for <see cref="Sequential"/>.</summary>
public static class Activations
{
    /// <summary>max(x, 0).</summary>
    public static nn.Module<Tensor, Tensor> Relu() => new Function("ReLU", x => x.Relu());

    /// <summary>min(max(x, 0), 6).</summary>
    public static nn.Module<Tensor, Tensor> Relu6() => new Function("ReLU6", x => x.Relu6());

    /// <summary>x for x above 0, else slope · x.</summary>
    /// <param name="slope">The slope below 0.</param>
    public static nn.Module<Tensor, Tensor> LeakyRelu(double slope = 0.01) => new Function("LeakyReLU", x => x.LeakyRelu(slope));

    /// <summary>x for x above 0, else alpha (exp(x) - 1).</summary>
    /// <param name="alpha">The limit towards minus infinity, negated.</param>
    public static nn.Module<Tensor, Tensor> Elu(double alpha = 1) => new Function("ELU", x => x.Elu(alpha));

    /// <summary>x · min(max(x + 3, 0), 6) / 6 (Howard et al., ICCV 2019, arXiv:1905.02244).</summary>
    public static nn.Module<Tensor, Tensor> Hardswish() => new Function("Hardswish", x => x.HardSwish());

    /// <summary>min(max(x + 3, 0), 6) / 6.</summary>
    public static nn.Module<Tensor, Tensor> Hardsigmoid() => new Function("Hardsigmoid", x => x.HardSigmoid());

    /// <summary>x Φ(x) (Hendrycks and Gimpel, 2016, arXiv:1606.08415).</summary>
    /// <param name="tanh">Whether the form with tanh, which only approximates, is used.</param>
    public static nn.Module<Tensor, Tensor> Gelu(bool tanh = false) => new Function("GELU", x => x.Gelu(tanh));

    /// <summary>x σ(x), also called swish.</summary>
    public static nn.Module<Tensor, Tensor> Silu() => new Function("SiLU", x => x.Silu());

    /// <summary>x tanh(ln(1 + exp(x))).</summary>
    public static nn.Module<Tensor, Tensor> Mish() => new Function("Mish", x => x.Mish());

    /// <summary>ln(1 + exp(x)).</summary>
    public static nn.Module<Tensor, Tensor> Softplus() => new Function("Softplus", x => x.Softplus());

    /// <summary>1 / (1 + exp(-x)).</summary>
    public static nn.Module<Tensor, Tensor> Sigmoid() => new Function("Sigmoid", x => x.Sigmoid());

    /// <summary>tanh(x).</summary>
    public static nn.Module<Tensor, Tensor> Tanh() => new Function("Tanh", x => x.Tanh());

    /// <summary>exp(x) / Σ exp(x) along an axis.</summary>
    /// <param name="axis">The axis; negative ones count from the end.</param>
    public static nn.Module<Tensor, Tensor> Softmax(int axis = -1) => new Function("Softmax", x => x.Softmax(axis));

    /// <summary>x - ln Σ exp(x) along an axis.</summary>
    /// <param name="axis">The axis; negative ones count from the end.</param>
    public static nn.Module<Tensor, Tensor> LogSoftmax(int axis = -1) => new Function("LogSoftmax", x => x.LogSoftmax(axis));
}
