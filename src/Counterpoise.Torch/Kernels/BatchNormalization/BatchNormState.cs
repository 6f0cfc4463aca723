namespace Counterpoise.Torch.Kernels;

/// <summary>What a batch norm in train mode reads and changes: float32 vectors of C numbers on the CPU, or null.</summary>
internal readonly record struct BatchNormState(Tensor? Weight, Tensor? Bias, Tensor? RunningMean, Tensor? RunningVariance, double Momentum,
    double Epsilon)
{
    /// <summary>Whether kernels can read all of it.</summary>
    public bool IsPlain => IsVector(Weight) && IsVector(Bias) && IsVector(RunningMean) && IsVector(RunningVariance);

    private static bool IsVector(Tensor? tensor)
        => tensor is null || (tensor.Type == ScalarType.Float32 && tensor.device_type == DeviceType.CPU && tensor.IsContiguous);
}
