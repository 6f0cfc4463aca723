namespace Counterpoise.Torch;

/// <summary>Names of this library for what TorchSharp makes tensors with.</summary>
internal static class TensorFactoryNames
{
    extension(Tensor)
    {
        public static Tensor Full(long[] shape, Scalar value, ScalarType type = ScalarType.Float32, torch.Device? device = null) =>
            torch.full(shape, value, dtype: type, device: device);
        public static Tensor Zeros(long[] shape, ScalarType type = ScalarType.Float32, torch.Device? device = null) =>
            torch.zeros(shape, dtype: type, device: device);
        public static Tensor Zeros(params long[] shape) => torch.zeros(shape, dtype: ScalarType.Float32);
        public static Tensor Ones(long[] shape, ScalarType type = ScalarType.Float32, torch.Device? device = null) =>
            torch.ones(shape, dtype: type, device: device);
        public static Tensor Ones(params long[] shape) => torch.ones(shape, dtype: ScalarType.Float32);
        public static Tensor Scalar(double value, ScalarType type = ScalarType.Float32) => torch.tensor(value, dtype: type);
        public static Tensor Scalar(long value, ScalarType type = ScalarType.Int64) => torch.tensor(value, dtype: type);
        public static Tensor Arange(long end, ScalarType type = ScalarType.Int64, torch.Device? device = null) =>
            torch.arange(end, dtype: type, device: device);
        public static Tensor Linspace(double start, double end, long steps, ScalarType type = ScalarType.Float32) =>
            torch.linspace(start, end, steps, dtype: type);
        public static Tensor Eye(long rows, long? columns = null, ScalarType type = ScalarType.Float32, torch.Device? device = null) =>
            torch.eye(rows, columns ?? rows, dtype: type, device: device);
        public static Tensor Rand(long[] shape, ScalarType type = ScalarType.Float32, torch.Generator? generator = null) =>
            torch.rand(shape, dtype: type, generator: generator);
        public static Tensor Randn(long[] shape, ScalarType type = ScalarType.Float32, torch.Device? device = null,
            torch.Generator? generator = null) => torch.randn(shape, dtype: type, device: device, generator: generator);
        public static Tensor RandInt(long low, long high, long[] shape, torch.Generator? generator = null) =>
            torch.randint(low, high, shape, dtype: ScalarType.Int64, generator: generator);
        public static Tensor Concatenate(Tensor[] tensors, int dimension = 0) => torch.cat(tensors, dimension);
        public static Tensor Stack(Tensor[] tensors, int dimension = 0) => torch.stack(tensors, dimension);
    }
}
