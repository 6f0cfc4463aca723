namespace Counterpoise.Workflows.Exporting;

/// <summary>What a model is written as.</summary>
public enum ExportFormat
{
    /// <summary>ONNX in single precision.</summary>
    Onnx,

    /// <summary>ONNX with int8 weights and activations.</summary>
    OnnxInt8,

    /// <summary>C99 sources of an int8 network, for microcontrollers.</summary>
    C,
}
