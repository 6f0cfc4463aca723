namespace Counterpoise.Torch;

public sealed partial class Tensor
{
    private static readonly Operator ReluOp = Operator.Aten("relu");
    private static readonly Operator HardtanhOp = Operator.Aten("hardtanh");
    private static readonly Operator LeakyReluOp = Operator.Aten("leaky_relu");
    private static readonly Operator EluOp = Operator.Aten("elu");
    private static readonly Operator SeluOp = Operator.Aten("selu");
    private static readonly Operator GeluOp = Operator.Aten("gelu");
    private static readonly Operator SiluOp = Operator.Aten("silu");
    private static readonly Operator MishOp = Operator.Aten("mish");
    private static readonly Operator SigmoidOp = Operator.Aten("sigmoid");
    private static readonly Operator LogSigmoidOp = Operator.Aten("log_sigmoid");
    private static readonly Operator TanhOp = Operator.Aten("tanh");
    private static readonly Operator SoftplusOp = Operator.Aten("softplus");
    private static readonly Operator HardswishOp = Operator.Aten("hardswish");
    private static readonly Operator HardsigmoidOp = Operator.Aten("hardsigmoid");
    private static readonly Operator SoftmaxIntOp = Operator.Aten("softmax", "int");
    private static readonly Operator LogSoftmaxIntOp = Operator.Aten("log_softmax", "int");

    /// <summary><c>max(x, 0)</c>.</summary>
    public Tensor Relu() => ReluOp.Invoke(this);

    /// <summary><c>min(max(x, 0), 6)</c>.</summary>
    public Tensor Relu6() => HardtanhOp.Invoke(this, 0, 6);

    /// <summary>x where positive, else <c>slope · x</c>.</summary>
    public Tensor LeakyRelu(double slope = 0.01) => LeakyReluOp.Invoke(this, slope);

    /// <summary>x where positive, else <c>alpha · (exp(x) − 1)</c>.</summary>
    public Tensor Elu(double alpha = 1) => EluOp.Invoke(this, alpha);

    /// <summary>The self-normalising exponential linear unit.</summary>
    public Tensor Selu() => SeluOp.Invoke(this);

    /// <summary>x times the normal distribution function of x, or its tanh approximation.</summary>
    public Tensor Gelu(bool tanh = false) => GeluOp.Invoke(this, tanh ? "tanh" : "none");

    /// <summary><c>x · sigmoid(x)</c>.</summary>
    public Tensor Silu() => SiluOp.Invoke(this);

    /// <summary><c>x · tanh(softplus(x))</c>.</summary>
    public Tensor Mish() => MishOp.Invoke(this);

    /// <summary><c>1 / (1 + exp(−x))</c>.</summary>
    public Tensor Sigmoid() => SigmoidOp.Invoke(this);

    /// <summary><c>log(sigmoid(x))</c>, exact for large x.</summary>
    public Tensor LogSigmoid() => LogSigmoidOp.Invoke(this);

    /// <summary>The hyperbolic tangent.</summary>
    public Tensor Tanh() => TanhOp.Invoke(this);

    /// <summary><c>log(1 + exp(beta · x)) / beta</c>, x itself above the threshold.</summary>
    public Tensor Softplus(double beta = 1, double threshold = 20) => SoftplusOp.Invoke(this, beta, threshold);

    /// <summary><c>x · relu6(x + 3) / 6</c>.</summary>
    public Tensor HardSwish() => HardswishOp.Invoke(this);

    /// <summary><c>relu6(x + 3) / 6</c>.</summary>
    public Tensor HardSigmoid() => HardsigmoidOp.Invoke(this);

    /// <summary>x held within [min, max].</summary>
    public Tensor HardTanh(double min = -1, double max = 1) => HardtanhOp.Invoke(this, min, max);

    /// <summary><c>exp(x) / Σ exp(x)</c> along a dimension.</summary>
    public Tensor Softmax(int dimension, ScalarType? type = null) => SoftmaxIntOp.Invoke(this, dimension, type);

    /// <summary>The logarithm of <see cref="Softmax"/>, exact for large x.</summary>
    public Tensor LogSoftmax(int dimension, ScalarType? type = null) => LogSoftmaxIntOp.Invoke(this, dimension, type);
}
