using System.Text.Json;
using Counterpoise.Calibration;

namespace Counterpoise.Tests.Calibration;

/// <summary>scikit-learn 1.2.1 and SciPy; the numbers are made by oracles/calibration.py.</summary>
public class CalibrationOracleTests
{
    private static readonly JsonElement Oracle = OracleJson.Read("calibration.json");

    [Fact]
    public void Isotonic_calibration_equals_scikit_learn()
    {
        foreach (var o in Oracle.GetProperty("isotonic").EnumerateArray())
        {
            var found = IsotonicCalibration.Fit(o.Ints("labels"), o.Doubles("scores")).Apply(o.Doubles("queries"));
            foreach (var (expected, value) in o.Doubles("values").Zip(found)) Assert.Equal(expected, value, 1e-12);
        }
    }

    [Fact]
    public void Platt_scaling_reaches_the_minimum_of_scikit_learns_objective()
    {
        foreach (var o in Oracle.GetProperty("platt").EnumerateArray())
        {
            var platt = PlattScaling.Fit(o.Ints("labels"), o.Doubles("scores"));
            Assert.Equal(o.Double("a"), platt.A, 1e-6);
            Assert.Equal(o.Double("b"), platt.B, 1e-6);
        }
    }

    [Fact]
    public void The_temperature_reaches_the_least_log_loss()
    {
        foreach (var o in Oracle.GetProperty("temperature").EnumerateArray())
            Assert.Equal(o.Double("temperature"), TemperatureScaling.Fit(o.Ints("labels"), o.Doubles("logits"),
                o.GetProperty("classes").GetInt32()).Temperature, 1e-6);
    }
}
