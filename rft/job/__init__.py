"""`rft job`: the request or the recipe that hands a deployed reward to a training job."""
