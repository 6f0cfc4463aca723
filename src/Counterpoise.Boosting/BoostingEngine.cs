namespace Counterpoise.Boosting;

/// <summary>The library that grows the trees.</summary>
public enum BoostingEngine
{
    /// <summary>LightGBM, which comes with the package: Linux, Windows and macOS on x64.</summary>
    LightGbm,

    /// <summary>XGBoost, where its C library is installed.</summary>
    XgBoost,
}
