namespace Counterpoise.Vision.Hyperspectral;

/// <summary>What is added to the logits of all pixels of a patch, from the mean of its tokens.</summary>
public enum GlobalHead
{
    /// <summary>tanh(Linear to 4) → circuit of 4 wires → Linear. The default.</summary>
    Quantum,

    /// <summary>tanh(Linear to 4) → tanh(Linear 4 to 4) → Linear: the control, with 12 parameters more than the circuit.</summary>
    Tanh,

    /// <summary>tanh(Linear to 4) → Linear: nothing in the middle.</summary>
    Identity,

    /// <summary>One Linear from the mean token: a free bias for each patch.</summary>
    Linear,

    /// <summary>Nothing is added.</summary>
    None,
}
