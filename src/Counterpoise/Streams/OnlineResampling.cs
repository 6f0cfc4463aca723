namespace Counterpoise.Streams;

/// <summary>How the members of an online ensemble see rare classes.</summary>
public enum OnlineResampling
{
    /// <summary>Every row counts Poisson(1) times: plain online bagging.</summary>
    None,

    /// <summary>Rows of minority classes count Poisson(w_max / w_c) times: over-sampling (OOB).</summary>
    Over,

    /// <summary>Rows of majority classes count Poisson(w_min / w_c) times: under-sampling (UOB).</summary>
    Under,
}
