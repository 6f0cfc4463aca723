namespace Counterpoise.Learning.FineTuning;

/// <summary>A way to fit a pretrained network.</summary>
public enum FineTuningArm
{
    /// <summary>The head alone, on a frozen base.</summary>
    Probe,

    /// <summary>Everything at one rate.</summary>
    OneStage,

    /// <summary>Everything, with rates that fall from the head to the first layer.</summary>
    LayerWise,

    /// <summary>The head on a frozen base, then everything at a tiny rate.</summary>
    TwoStage,
}
