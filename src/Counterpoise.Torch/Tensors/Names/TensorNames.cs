namespace Counterpoise.Torch;

/// <summary>Names of this library for what TorchSharp's tensor has under its own.</summary>
internal static class TensorNames
{
    extension(Tensor t)
    {
        public torch.Device Device => t.device;
        public bool IsContiguous => t.IsContiguousIn(MemoryFormat.Contiguous);
        public bool IsDisposed => t.IsInvalid;
        public long[] Strides => t.stride();
        public bool RequiresGrad { get => t.requires_grad; set => t.requires_grad = value; }
        public bool IsLeaf => t.is_leaf;
        public Tensor? Grad { get => t.grad; set => t.grad = value; }
        public Tensor WithGrad(bool requiresGrad = true) { t.requires_grad = requiresGrad; return t; }
        public Tensor Detach() => t.detach();
        public Tensor Alias() => t.alias();
        public Tensor Relu() => t.relu();
        public Tensor Relu6() => t.relu6();
        public Tensor LeakyRelu(double slope = 0.01) => t.leaky_relu(slope);
        public Tensor Elu(double alpha = 1) => torch.nn.functional.elu(t, alpha);
        public Tensor Gelu(bool tanh = false) => tanh ? torch.nn.functional.gelu(t, TorchSharp.Modules.GELU.Approximate.tanh)
            : torch.nn.functional.gelu(t);
        public Tensor Silu() => torch.nn.functional.silu(t);
        public Tensor Mish() => torch.nn.functional.mish(t);
        public Tensor Sigmoid() => t.sigmoid();
        public Tensor Tanh() => t.tanh();
        public Tensor Softplus() => t.softplus();
        public Tensor HardSwish() => torch.nn.functional.hardswish(t);
        public Tensor HardSigmoid() => torch.nn.functional.hardsigmoid(t);
        public Tensor Softmax(int dimension) => t.softmax(dimension);
        public Tensor LogSoftmax(int dimension) => t.log_softmax(dimension);
        public Tensor Add(Tensor o) => t.add(o);
        public Tensor Add(Scalar o) => t.add(o);
        public Tensor Multiply(Tensor o) => t.mul(o);
        public Tensor Multiply(Scalar o) => t.mul(o);
        public Tensor Divide(Tensor o) => t.div(o);
        public Tensor Remainder(Scalar o) => t.remainder(o);
        public Tensor Pow(Scalar e) => t.pow(e);
        public Tensor Negate() => t.neg();
        public Tensor Clamp(double? min = null, double? max = null) =>
            t.clamp(min is { } a ? (Scalar)a : null, max is { } b ? (Scalar)b : null);
        public Tensor Minimum(Tensor o) => t.minimum(o);
        public Tensor Maximum(Tensor o) => t.maximum(o);
        public Tensor EqualTo(Tensor o) => t.eq(o);
        public Tensor EqualTo(Scalar o) => t.eq(o);
        public Tensor LessThan(Tensor o) => t.lt(o);
        public Tensor LessThan(Scalar o) => t.lt(o);
        public Tensor LessOrEqual(Tensor o) => t.le(o);
        public Tensor LessOrEqual(Scalar o) => t.le(o);
        public Tensor GreaterThan(Tensor o) => t.gt(o);
        public Tensor GreaterThan(Scalar o) => t.gt(o);
        public Tensor GreaterOrEqual(Tensor o) => t.ge(o);
        public Tensor GreaterOrEqual(Scalar o) => t.ge(o);
        public Tensor And(Tensor o) => t.bitwise_and(o);
        public Tensor Or(Tensor o) => t.bitwise_or(o);
        public Tensor Not() => t.bitwise_not();
        public Tensor IsFinite() => t.isfinite();
        public bool ContentEquals(Tensor o) => t.Shape.AsSpan().SequenceEqual(o.Shape) && t.eq(o).all().ToBoolean();
        public bool AllClose(Tensor o, double relative = 1e-5, double absolute = 1e-8) => t.allclose(o, relative, absolute);
        public Tensor Where(Tensor condition, Tensor other) => torch.where(condition, t, other);
        public Tensor To(ScalarType type) => t.to_type(type);
        public Tensor To(torch.Device device) => t.to(device);
        public Tensor To(torch.Device device, ScalarType type) => t.to(type, device);
        public Tensor Float() => t.Type == ScalarType.Float32 ? t : t.to_type(ScalarType.Float32);
        public Tensor Double() => t.to_type(ScalarType.Float64);
        public Tensor Long() => t.to_type(ScalarType.Int64);
        public Tensor EmptyLike() => torch.empty_like(t);
        public Tensor ZerosLike() => torch.zeros_like(t);
        public Tensor Abs() => t.abs();
        public Tensor Exp() => t.exp();
        public Tensor Expm1() => t.expm1();
        public Tensor Log() => t.log();
        public Tensor Sqrt() => t.sqrt();
        public Tensor Square() => t.square();
        public Tensor Sin() => t.sin();
        public Tensor Cos() => t.cos();
        public Tensor Sinh() => t.sinh();
        public Tensor AddInPlace(Tensor o) => t.add_(o);
        public Tensor AddInPlace(Scalar o) => t.add_(o);
        public Tensor DivideInPlace(Scalar o) => t.div_(o);
        public Tensor LerpInPlace(Tensor end, double weight) => t.lerp_(end, torch.tensor(weight, dtype: t.Type));
        public Tensor ClampInPlace(double min, double max) => t.clamp_(min, max);
        public Tensor ReluInPlace() => t.relu_();
        public Tensor HardSwishInPlace() => torch.nn.functional.hardswish(t, inplace: true);
        public Tensor FillInPlace(Scalar value) => t.fill_(value);
        public Tensor ZeroInPlace() => t.zero_();
        public Tensor CopyFrom(Tensor source) => t.copy_(source);
        public Tensor MatMul(Tensor o) => t.matmul(o);
        public Tensor Dot(Tensor o) => t.dot(o);
        public (Tensor Q, Tensor R) Qr() => torch.linalg.qr(t);
        public Tensor Sum() => t.sum();
        public Tensor Sum(long[] dimensions, bool keep = false) => t.sum(dimensions, keep);
        public Tensor Sum(int dimension, bool keep = false) => t.sum(dimension, keep);
        public Tensor Mean() => t.mean();
        public Tensor Mean(long[] dimensions, bool keep = false) => t.mean(dimensions, keep);
        public Tensor Mean(int dimension, bool keep = false) => t.mean([dimension], keep);
        public Tensor Variance(long[] dimensions, bool unbiased = true, bool keep = false) => t.var(dimensions, unbiased, keep);
        public Tensor StandardDeviation(long[] dimensions, bool unbiased = true, bool keep = false) => t.std(dimensions, unbiased, keep);
        public Tensor Min() => t.min();
        public Tensor Max() => t.max();
        public (Tensor Values, Tensor Indices) Min(int dimension, bool keep = false) => t.min(dimension, keep);
        public (Tensor Values, Tensor Indices) Max(int dimension, bool keep = false) => t.max(dimension, keep);
        public Tensor AMax(long[] dimensions, bool keep = false) => t.amax(dimensions, keep);
        public Tensor ArgMax(int dimension) => t.argmax(dimension);
        public Tensor LogSumExp(long[] dimensions, bool keep = false) => t.logsumexp(dimensions[0], keep);
        public Tensor Norm() => t.norm();
        public Tensor Norm(long[] dimensions, double p = 2, bool keep = false) => t.norm((int)dimensions[0], keep, (float)p);
        public Tensor Any() => t.any();
        public Tensor All() => t.all();
        public Tensor All(int dimension, bool keep = false) => t.all(dimension, keep);
        public Tensor BinCount(long leastLength = 0) => t.bincount(null, leastLength);
        public Tensor Gather(int dimension, Tensor index) => t.gather(dimension, index);
        public Tensor Scatter(int dimension, Tensor index, Tensor source) => t.scatter(dimension, index, source);
        public Tensor Scatter(int dimension, Tensor index, double value) =>
            t.scatter(dimension, index, torch.full(index.Shape, value, dtype: t.Type, device: t.device));
        public Tensor IndexSelect(int dimension, Tensor index) => t.index_select(dimension, index);
        public Tensor IndexAdd(int dimension, Tensor index, Tensor source) => t.index_add(dimension, index, source, 1);
        public Tensor IndexAddInPlace(int dimension, Tensor index, Tensor source) => t.index_add_(dimension, index, source, 1);
        public Tensor MaskedFill(Tensor mask, Scalar value) => t.masked_fill(mask, value);
        public Tensor Nonzero() => t.nonzero();
        public Tensor Reshape(params long[] shape) => t.reshape(shape);
        public Tensor View(params long[] shape) => t.view(shape);
        public Tensor Flatten(int start = 0, int end = -1) => t.flatten(start, end);
        public Tensor Squeeze(int dimension) => t.squeeze(dimension);
        public Tensor Squeeze() => t.squeeze();
        public Tensor Unsqueeze(int dimension) => t.unsqueeze(dimension);
        public Tensor Transpose(int first, int second) => t.transpose(first, second);
        public Tensor T() => t.t();
        public Tensor Permute(params long[] dimensions) => t.permute(dimensions);
        public Tensor Expand(params long[] shape) => t.expand(shape);
        public Tensor ExpandAs(Tensor other) => t.expand_as(other);
        public Tensor Repeat(params long[] repeats) => t.repeat(repeats);
        public Tensor Narrow(int dimension, long start, long length) => t.narrow(dimension, start, length);
        public Tensor Select(int dimension, long index) => t.select(dimension, index);
        public Tensor[] Chunk(long chunks, int dimension = 0) => t.chunk(chunks, dimension);
        public Tensor Clone() => t.clone();
        public Tensor Clone(MemoryFormat format) => t.IsContiguousIn(format) ? t.clone() : t.Contiguous(format);
        public Tensor Contiguous() => t.contiguous();

        public void Backward(Tensor? gradient = null, bool keepGraph = false, bool createGraph = false)
            => t.backward(gradient is null ? null : [gradient], retain_graph: keepGraph || createGraph, create_graph: createGraph);
    }
}
