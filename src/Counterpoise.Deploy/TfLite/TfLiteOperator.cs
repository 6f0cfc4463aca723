namespace Counterpoise.Deploy.TfLite;

/// <summary>An operator of a TensorFlow Lite file.</summary>
/// <param name="Code">Number of the operator.</param>
/// <param name="Inputs">Tensors that it reads; −1 where an optional one is left out.</param>
/// <param name="Outputs">Tensors that it writes.</param>
/// <param name="Options">Its options, or null.</param>
internal sealed record TfLiteOperator(int Code, int[] Inputs, int[] Outputs, FlatTable? Options)
{
    public const int Add = 0;
    public const int AveragePool = 1;
    public const int Convolution = 3;
    public const int Depthwise = 4;
    public const int Dequantize = 6;
    public const int Dense = 9;
    public const int MaxPool = 17;
    public const int Reshape = 22;
    public const int Softmax = 25;
    public const int Quantize = 114;

    public static string NameOf(int code) => code switch
    {
        Add => "ADD",
        AveragePool => "AVERAGE_POOL_2D",
        Convolution => "CONV_2D",
        Depthwise => "DEPTHWISE_CONV_2D",
        Dequantize => "DEQUANTIZE",
        Dense => "FULLY_CONNECTED",
        MaxPool => "MAX_POOL_2D",
        Reshape => "RESHAPE",
        Softmax => "SOFTMAX",
        Quantize => "QUANTIZE",
        _ => $"operator {code}",
    };
}
