namespace Counterpoise.Learning.AdaptiveContrastive;

/// <summary>What the bounds of Eq. 5 or Eq. 7 did to a value.</summary>
public enum ClipEffect
{
    /// <summary>The value lies between its bounds; the rule adapts.</summary>
    None,

    /// <summary>The value was raised to the lower bound.</summary>
    RaisedToMinimum,

    /// <summary>The value was lowered to the upper bound.</summary>
    LoweredToMaximum,
}
