namespace Counterpoise.Vision.Hyperspectral;

/// <summary>Which Mamba blocks go over the tokens.</summary>
public enum TokenScan
{
    /// <summary>One forwards and one backwards, added: the default.</summary>
    Bidirectional,

    /// <summary>One forwards: the control of direction.</summary>
    Forward,

    /// <summary>None: tokens stay what the convolutions made of them.</summary>
    None,
}
